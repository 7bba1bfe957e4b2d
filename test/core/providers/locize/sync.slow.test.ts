import { describeServiceSync } from "../../../contract/service-sync.ts";
import { openLocizeBench } from "./bench.ts";

describeServiceSync("locize", openLocizeBench);
