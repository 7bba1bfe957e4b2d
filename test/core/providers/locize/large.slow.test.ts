import { describeLargeService } from "../../../contract/service.ts";
import { openLocizeBench } from "./bench.ts";

describeLargeService("locize", openLocizeBench);
