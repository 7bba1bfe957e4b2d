import { describeService } from "../../../contract/service.ts";
import { openLingoBench } from "./bench.ts";

describeService("lingo", openLingoBench);
