import type { Proposal } from "../model/proposal.ts";
import type { Environment } from "../providers/factory.ts";
import type { Provider } from "../providers/provider.ts";
import type { Report } from "../report/report.ts";
import type { Locales } from "./checkout/locales.ts";
import type { Project } from "./checkout/project.ts";
import { refuseNewer, refuseStrangers } from "./checkout/refuse.ts";
import { type ForProposal, forProposal } from "./store/proposals.ts";
import { type SyncOptions, sync } from "./sync.ts";
import { mostCharacters } from "./translate/most-characters.ts";
import { openProvider } from "./translate/open-provider.ts";
import { withRefusals } from "./translate/refusals.ts";
import type { Suggestions } from "./translate/suggestions.ts";
import { takeUsage } from "./translate/take-usage.ts";

export interface SessionSyncOptions {
  readonly locales?: Locales;
  /** Instead of the configured one. */
  readonly provider?: string;
  /** Seconds to wait for a provider; 0 submits and leaves. */
  readonly wait: number;
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (step: "read" | "translate", done: number, total: number) => void;
  /** A glob of messages to be asked for again although they stand. */
  readonly redo?: string;
  /** Offered before. Where given, suggestions are asked for only along with what is written. */
  readonly suggested?: Suggestions;
  /** The pull request that the run is for: the provider may keep its texts apart. */
  readonly proposal?: Proposal;
  /** What {@link Session.refusals} answered in another checkout. */
  readonly refusals?: string;
}

const NOBODY_ASKED =
  "Nobody was asked again: no service is named under `provider:` in locstep.yaml.";

/** A sync with the provider that the project names, or the run. Throws UsageError and OutsideError. */
export async function syncProject(
  project: Project,
  environment: Environment,
  withWorkspace: SyncOptions["reopened"],
  { proposal, refusals = "", wait, provider: chosen, ...options }: SessionSyncOptions,
): Promise<Report> {
  const { config, privateFolder } = project;
  const opened = await openProvider(config, privateFolder, environment, chosen);
  const { journal, local } = opened;
  const { provider, notes } = await workingFor(opened.provider, proposal, options);
  return withWorkspace(async (workspace) => {
    refuseNewer(workspace);
    refuseStrangers(workspace, options.locales);
    const report = await sync(withRefusals(workspace, refusals), {
      ...options,
      wait: wait * 1000,
      mostCharacters: mostCharacters(environment),
      provider,
      local,
      place: project,
      takeUsage: () => takeUsage(journal, provider),
      onWritten: async (keys) => {
        for (const key of keys) await journal.forget(key);
      },
      reopened: withWorkspace,
    });
    const isAlone = config.provider === undefined && chosen === undefined;
    const isVain = options.redo !== undefined && report.translations.length === 0;
    const more = isAlone && isVain && !options.isDryRun ? [NOBODY_ASKED] : [];
    return { ...report, notes: [...notes, ...report.notes, ...more] };
  });
}

/** A dry run keeps nothing apart. */
async function workingFor(
  provider: Provider,
  proposal: Proposal | undefined,
  { isDryRun, signal }: Pick<SessionSyncOptions, "isDryRun" | "signal">,
): Promise<ForProposal> {
  if (proposal === undefined || isDryRun) return { provider, notes: [] };
  return forProposal(provider, proposal, signal);
}
