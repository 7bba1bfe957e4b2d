import { describe } from "vitest";
import { describeServiceSync } from "../../../contract/service-sync.ts";
import { SERVICES, openBatchBench } from "./bench.ts";

describe.each(SERVICES)("batch mode of $name", (service) => {
  describeServiceSync(`${service.name} in batches`, () => openBatchBench(service));
});
