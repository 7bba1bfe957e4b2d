import { UsageError } from "../../core/model/errors.ts";
import type { Engine, Provider } from "../../core/providers/provider.ts";
import { NO_JOURNAL } from "./no-journal.ts";
import { fromEngine } from "../../core/providers/from-engine.ts";
import type { Report } from "../../core/report/report.ts";
import { accept } from "../../core/workflow/accept.ts";
import { type CompactedLedger, compactLedger } from "../../core/workflow/compact.ts";
import { type Adoption, adoptAll } from "../../core/workflow/init.ts";
import { closeWorkspace, openWorkspace } from "../../core/workflow/checkout/open-workspace.ts";
import { readCheckout } from "../../core/workflow/checkout/read-checkout.ts";
import { type Project, openProject } from "../../core/workflow/checkout/project.ts";
import { sync } from "../../core/workflow/sync.ts";
import type { Workspace } from "../../core/workflow/checkout/workspace.ts";

/** locstep's commands in this process, with a provider of the test's: quick enough for thousands. */

/** Has `make` translate, and asks it each time anew. */
export function freshProvider(make: (locale: string, source: string) => string): Provider {
  const engine: Engine = {
    name: "fresh",
    fingerprint: "fresh/1",
    chunk: { messages: 100, words: 1_000 },
    async translate({ targetLocale, messages }) {
      return new Map(messages.map(({ text }, at) => [at, make(targetLocale, text)]));
    },
  };
  return fromEngine(engine, NO_JOURNAL);
}

/** `locstep sync`. `locales`: only these. */
export async function syncIn(
  root: string,
  provider: Provider,
  locales?: readonly string[],
  isDryRun: boolean = false,
): Promise<Report> {
  const project = await openProject({ cwd: root });
  return withWorkspace(project, (workspace) =>
    sync(workspace, {
      ...(locales && { locales }),
      provider,
      local: undefined,
      place: project,
      wait: 60_000,
      isDryRun,
      signal: AbortSignal.timeout(60_000),
      takeUsage: async () => undefined,
      onWritten: async () => {},
      reopened: (work) => withWorkspace(project, work),
    }),
  );
}

/** `locstep accept`. Answers how many translations it accepted. */
export async function acceptIn(
  root: string,
  glob: string,
  locales?: readonly string[],
): Promise<number> {
  const project = await openProject({ cwd: root });
  try {
    return await withWorkspace(project, (workspace) => accept(workspace, project, glob, locales));
  } catch (error) {
    if (error instanceof UsageError) return 0;
    throw error;
  }
}

/** What `locstep init` does beside writing the configuration. */
export async function adoptIn(root: string): Promise<Adoption> {
  const project = await openProject({ cwd: root });
  return withWorkspace(project, (workspace) => adoptAll(workspace, project));
}

/** Compacts the ledger as the run that owns the base branch does, whatever the number of segments. */
export async function compactIn(root: string): Promise<CompactedLedger> {
  const project = await openProject({ cwd: root });
  return withWorkspace(project, (workspace) => compactLedger(workspace, project, 1));
}

async function withWorkspace<T>(
  project: Project,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const workspace = openWorkspace(await readCheckout(project), { isHistoryAsked: true });
  try {
    return await work(workspace);
  } finally {
    await closeWorkspace(workspace);
  }
}
