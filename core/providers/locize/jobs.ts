import { setTimeout as sleep } from "node:timers/promises";
import { OutsideError } from "../../model/errors.ts";
import type { StartedJob } from "./calls.ts";
import type { Client } from "./client.ts";

/** The least that Locize asks for. */
const PAUSE_MS = 2_000;
/** Copying a large version takes minutes. */
const LIMIT_MS = 15 * 60_000;

/** Resolves once the job is done. Throws OutsideError when it takes a quarter of an hour. */
export async function awaitJob(
  client: Client,
  { jobId }: StartedJob,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + LIMIT_MS;
  while ((await client.call("job", { job: jobId }, signal)) !== undefined) {
    if (performance.now() > until) {
      throw new OutsideError(`Locize has not finished job ${jobId} within 15 minutes`);
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
