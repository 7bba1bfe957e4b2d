import { describeServiceSync } from "../../../contract/service-sync.ts";
import { openLingoBench } from "./bench.ts";

describeServiceSync("lingo", openLingoBench);
