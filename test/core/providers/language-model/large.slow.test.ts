import { describe } from "vitest";
import { describeLargeService } from "../../../contract/service.ts";
import { SERVICES, openBatchBench } from "./bench.ts";

describe.each(SERVICES)("batch mode of $name", (service) => {
  describeLargeService(`${service.name} in batches`, () => openBatchBench(service));
});
