import { describeServiceSync } from "../../../contract/service-sync.ts";
import { openLocoBench } from "./bench.ts";

describeServiceSync("loco", openLocoBench);
