import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Ended, spawnCli } from "./spawned-cli.ts";

/** When to send a signal: so many milliseconds after the start, or after writing has begun. */
export interface Moment {
  readonly after: "start" | "writing";
  readonly delay: number;
}

/** Runs `locstep sync` and signals it once. A run that ends sooner is left to end. */
export async function signalSync(
  cwd: string,
  signal: "SIGKILL" | "SIGINT",
  moment: Moment,
): Promise<Ended & { /** Milliseconds from the signal to the end. */ readonly dying: number }> {
  const run = spawnCli(["sync"], cwd);
  if (moment.after === "writing") await run.until(() => isWriting(cwd));
  await Promise.race([sleep(moment.delay), run.ended]);
  const signalled = performance.now();
  run.kill(signal);
  return { ...(await run.ended), dying: performance.now() - signalled };
}

/** The journal of writes stands from before the first write until after the last. */
export function isWriting(root: string): boolean {
  return existsSync(join(root, ".git/locstep/write-journal.jsonl"));
}
