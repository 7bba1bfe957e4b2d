import { describeLargeService } from "../../../contract/service.ts";
import { openLocoBench } from "./bench.ts";

describeLargeService("loco", openLocoBench);
