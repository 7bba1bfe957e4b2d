import { describeService } from "../../../contract/service.ts";
import { openLocoBench } from "./bench.ts";

describeService("loco", openLocoBench);
