import { describeLargeService } from "../../../contract/service.ts";
import { openLingoBench } from "./bench.ts";

describeLargeService("lingo", openLingoBench);
