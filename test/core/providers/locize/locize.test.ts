import { describeService } from "../../../contract/service.ts";
import { openLocizeBench } from "./bench.ts";

describeService("locize", openLocizeBench);
