import type { Report } from "../../core/report/report.ts";
import { openSession } from "../../core/workflow/session.ts";
import type { SessionSyncOptions } from "../../core/workflow/sync-project.ts";
import type { TestRepository } from "./repository.ts";

/** One machine's checkout, and the environment that its runs have. */
export interface Machine {
  readonly repository: TestRepository;
  readonly environment: Readonly<Record<string, string>>;
}

/** `locstep sync` in this process, as a face calls it. */
export async function syncOn(
  { repository, environment }: Machine,
  options: Partial<SessionSyncOptions> = {},
): Promise<Report> {
  const session = await openSession({ cwd: repository.root, environment });
  const signal = new AbortController().signal;
  return session.sync({ wait: 60, isDryRun: false, signal, ...options });
}
