import { join, posix, relative, sep } from "node:path";
import type { Environment } from "../providers/factory.ts";
import type { StoreCounts } from "../providers/store.ts";
import type { Report } from "../report/report.ts";
import { partsOf } from "../report/retold.ts";
import type { CheckOptions } from "./check.ts";
import { openChecks } from "./checks.ts";
import type { Edit } from "./edits.ts";
import type { CompactedLedger } from "./compact.ts";
import type { DeclareOptions } from "./usage/declare-keys.ts";
import type { Adoption } from "./init.ts";
import type { SessionSyncOptions } from "./sync-project.ts";
import { refuseNewer, refuseStrangers } from "./checkout/refuse.ts";
import type { Locales } from "./checkout/locales.ts";
import { type Project, type ProjectOptions, openProject } from "./checkout/project.ts";
import type { Checkout } from "./checkout/read-checkout.ts";
import { isUnusedAsked, mayListCode } from "./usage/code-files.ts";
import type { UsageReport } from "./usage/report-usage.ts";
import type { Workspace } from "./checkout/workspace.ts";

export interface SessionOptions extends ProjectOptions {
  readonly environment: Environment;
  /** False: what the ledger does not know is not looked up in git's history. */
  readonly isHistoryAsked?: boolean;
}

/** One project in one checkout, as every face uses it. Each call reads the checkout anew. */
export interface Session {
  readonly project: Project;
  /** Without what the baseline holds. */
  check(options?: CheckOptions): Promise<Report>;
  /**
   * The same after these files changed (absolute, or from the repository's root). Where all of them
   * are sources that the last check looked at, only they are read; else it is a check.
   */
  update(paths: readonly string[], options?: CheckOptions): Promise<Report>;
  /**
   * Keeps what a face made of the last check's report, for {@link openRecall}. Nothing is kept where
   * the same state of git may stand for another answer.
   */
  keepAnswer(purpose: string, answer: unknown): Promise<void>;
  /** Makes all that a check finds the baseline. */
  writeBaseline(
    options?: CheckOptions,
  ): Promise<{ readonly path: string; readonly findings: number }>;
  sync(options: SessionSyncOptions): Promise<Report>;
  /**
   * What our rules refused and is still wanted, by the ledger and by `earlier`, which is such an
   * answer: for a checkout that is thrown away, lest the next one pays for the same. Empty: nothing.
   */
  refusals(locales: Locales, earlier: string): Promise<string>;
  /** Every source and target, those to be made too, from the repository's root. */
  localeFiles(): Promise<readonly string[]>;
  /** Absolute paths of the folders that hold locale files, the ledger and the baseline. */
  watchedFolders(): readonly string[];
  /** The same of the sources that the last check looked at. */
  sourceFolders(): readonly string[];
  /** Writes the source's keys as types where the file does not hold them yet. */
  declareKeys(options: DeclareOptions): Promise<boolean>;
  /**
   * How far each locale is at the service that keeps translations; undefined where none does, or it
   * does not count. Costly to a service: once a run.
   */
  serviceCounts(signal: AbortSignal): Promise<ReadonlyMap<string, StoreCounts> | undefined>;
  /**
   * Publishes what the service has, or makes another version of it (`copyTo`) the same. Resolves
   * when the service has done it.
   */
  release(signal: AbortSignal, copyTo?: string): Promise<"released" | "unsupported">;
  /** What the code asked for at the last check: for {@link reportUsage}. */
  seenUsage(): UsageReport;
  /** Whether a template names this absolute path, be there a file or not. */
  isLocaleFile(path: string): boolean;
  /** Whether a change of what stands at this absolute path may change what a check tells. */
  isTelling(path: string): boolean;
  /** Adopts what stands in files that the ledger does not know. */
  adopt(onProgress?: (done: number, total: number) => void): Promise<Adoption>;
  /**
   * Returns how many translations were accepted. `since`: a commit; only those that read otherwise
   * there, and none is fine too.
   */
  accept(glob: string, locales: Locales, since?: string): Promise<number>;
  /**
   * Makes one segment of the ledger's many, where there are more than a few. For the run that owns
   * the base branch, along with other changes.
   */
  compact(): Promise<CompactedLedger>;
  /** Every translation that reads otherwise than in a commit, or is new since. */
  editsSince(commit: string, locales?: Locales): Promise<readonly Edit[]>;
}

function insideOf({ repository }: Project, path: string): string {
  return relative(repository.root, path).split(sep).join("/");
}

function isLocaleFile({ config }: Project, inside: string): boolean {
  return config.families.some(({ template }) => template.match(inside) !== undefined);
}

/** Throws UsageError where there is no repository, or no usable configuration or layout. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const project = await openProject(options);
  const isHistoryAsked = options.isHistoryAsked ?? true;
  const checks = openChecks(project, withWorkspace);

  /** What reads locale files and history is loaded only for this: most checks need neither. */
  async function withWorkspace<T>(
    work: (workspace: Workspace) => Promise<T>,
    checkout?: Checkout,
  ): Promise<T> {
    const [{ closeWorkspace, openWorkspace }, { readCheckout }] = await Promise.all([
      import("./checkout/open-workspace.ts"),
      import("./checkout/read-checkout.ts"),
    ]);
    const workspace = openWorkspace(checkout ?? (await readCheckout(project)), { isHistoryAsked });
    try {
      return await work(workspace);
    } finally {
      await closeWorkspace(workspace);
    }
  }

  async function lessKnown(report: Report): Promise<Report> {
    if (partsOf(report).length === 0) return report;
    const { lessBaseline } = await import("./survey/baseline.ts");
    return lessBaseline(project, report);
  }

  /** One writer a checkout; what a killed one left is finished before anything is read. */
  async function writing<T>(work: () => Promise<T>): Promise<T> {
    const [{ acquireLock }, { finishInterrupted }] = await Promise.all([
      import("../project/lock.ts"),
      import("./write/write.ts"),
    ]);
    const release = await acquireLock(project.privateFolder);
    try {
      await finishInterrupted(project);
      return await work();
    } finally {
      await release();
    }
  }

  return {
    project,
    localeFiles: async () => {
      const { readCheckout } = await import("./checkout/read-checkout.ts");
      const { arrangement } = await readCheckout(project);
      return arrangement.sources.flatMap(({ path, targets }) => [
        path,
        ...targets.map((target) => target.path),
      ]);
    },
    watchedFolders: () => {
      const { repository, config, ledgerFolder } = project;
      const bases = config.families.map(({ template }) => template.base);
      return [...new Set([...bases, posix.dirname(ledgerFolder)])].map((base) =>
        join(repository.root, base),
      );
    },
    declareKeys: (declareOptions) =>
      withWorkspace(async (workspace) => {
        const { declareKeys } = await import("./usage/declare-keys.ts");
        return declareKeys(workspace, declareOptions);
      }),
    sourceFolders: () =>
      (checks.usage()?.folders() ?? []).map((folder) => join(project.repository.root, folder)),
    serviceCounts: async (signal) => {
      const { serviceCounts } = await import("./store/service-state.ts");
      return serviceCounts(project, options.environment, signal);
    },
    release: async (signal, copyTo) => {
      const { release } = await import("./store/service-state.ts");
      return release(project, options.environment, copyTo, signal);
    },
    seenUsage: () => checks.usage()?.seen() ?? { used: [], missing: [] },
    isLocaleFile: (path) => isLocaleFile(project, insideOf(project, path)),
    isTelling: (path) => {
      const { config, ledgerFolder } = project;
      const inside = insideOf(project, path);
      // Where the layout was detected, any file had a part in it; and any may name a key.
      return (
        config.path === undefined ||
        isUnusedAsked(config) ||
        inside === config.path ||
        isLocaleFile(project, inside) ||
        mayListCode(inside) ||
        inside.startsWith(`${posix.dirname(ledgerFolder)}/`)
      );
    },
    check: async (checkOptions) => lessKnown(await checks.now(checkOptions)),
    update: async (paths, checkOptions) => lessKnown(await checks.update(paths, checkOptions)),
    keepAnswer: async (purpose, answer) => {
      const whole = checks.whole();
      if (whole === undefined) return;
      const { keepAnswer } = await import("./checkout/kept-answer.ts");
      await keepAnswer(project, whole, purpose, answer);
    },
    writeBaseline: async (checkOptions) => {
      const { writeBaseline } = await import("./survey/baseline.ts");
      return writeBaseline(project, await checks.now(checkOptions));
    },
    sync: (syncOptions) =>
      writing(async () => {
        const { syncProject } = await import("./sync-project.ts");
        return syncProject(project, options.environment, withWorkspace, syncOptions);
      }),
    refusals: async (locales, earlier) => {
      const { standingRefusals, withRefusals } = await import("./translate/refusals.ts");
      return withWorkspace((workspace) =>
        standingRefusals(withRefusals(workspace, earlier), locales),
      );
    },
    adopt: (onProgress) =>
      writing(async () => {
        const { adoptAll } = await import("./init.ts");
        return withWorkspace((workspace) => {
          refuseNewer(workspace);
          return adoptAll(workspace, project, onProgress);
        });
      }),
    compact: () =>
      writing(async () => {
        const { compactLedger } = await import("./compact.ts");
        return withWorkspace((workspace) => {
          refuseNewer(workspace);
          return compactLedger(workspace, project);
        });
      }),
    editsSince: async (commit, locales) => {
      const { editsSince } = await import("./edits.ts");
      return withWorkspace((workspace) => editsSince(workspace, commit, locales));
    },
    accept: (glob, locales, since) =>
      writing(async () => {
        const { accept } = await import("./accept.ts");
        return withWorkspace((workspace) => {
          refuseNewer(workspace);
          refuseStrangers(workspace, locales);
          return accept(workspace, project, glob, locales, since);
        });
      }),
  };
}
