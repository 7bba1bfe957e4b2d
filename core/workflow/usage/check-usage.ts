import { isAbsolute, relative, sep } from "node:path";
import { type Message, messageId } from "../../model/message.ts";
import { describe } from "../../report/describe.ts";
import type { Report } from "../../report/report.ts";
import { partsOf, withMore } from "../../report/retold.ts";
import type { Config } from "../../project/config.ts";
import { adapters } from "../../usage/adapters/adapters.ts";
import { type Judgement, type SourceUses, openJudge } from "../../usage/rules.ts";
import type { FileUses } from "../../usage/use.ts";
import { observeAtUse } from "./observe-at-use.ts";
import { isUnusedAsked } from "./code-files.ts";
import { observeFault, observeUnused, usageNotes } from "./observe-usage.ts";
import type { Project } from "../checkout/project.ts";
import type { UsageReport } from "./report-usage.ts";
import { type SourceKeys, readSourceKeys } from "./source-keys.ts";
import { type UsageScan, openUsageScan } from "./usage.ts";
import { keepFiles, recallFiles } from "./usage-cache.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** What code says about a project's messages: one state for a run, a watch and a dev server. */
export interface UsageCheck {
  /** The report of a check, and what stands wrong where messages are used. */
  add(workspace: Workspace, report: Report): Promise<Report>;
  /**
   * The same report after sources changed: only these are read. Undefined where one of the paths is
   * no source that the last check knew.
   */
  update(paths: readonly string[]): Promise<Report | undefined>;
  /** The topmost folders of the sources that the last check looked at; files that stand in none. */
  folders(): readonly string[];
  /** What the code that was last looked at asks for. */
  seen(): UsageReport;
  /** Whether the last check could read sources, or none had to be: there may be no parser. */
  isRead(): boolean;
  /** A check went by without a look at sources: updates have nothing to stand on. */
  forget(): void;
}

const NO_PARSER =
  "Source code was not read: its parser, `oxc-parser`, is not installed beside this locstep. `code: false` in locstep.yaml says that it need not be.";

/** What the last check was made of. */
interface Last {
  readonly report: Report;
  readonly keys: SourceKeys;
  readonly sources: ReadonlyMap<string, SourceUses>;
  readonly judge: ReturnType<typeof openJudge>;
  readonly judgement: Judgement;
}

export function openUsageCheck(project: Project): UsageCheck {
  const { root } = project.repository;
  const kept = new Map(recallFiles<FileUses>(project));
  const before = new Set(kept.keys());
  const scan: UsageScan = openUsageScan(root, kept, project.config.code);
  let last: Last | undefined;

  function pathOf(path: string): string {
    return isAbsolute(path) ? relative(root, path).split(sep).join("/") : path;
  }
  return {
    async add(workspace, report) {
      const sources = await scan.scan(workspace);
      if (sources === undefined) return withMore(report, [], [NO_PARSER]);
      const keys = await readSourceKeys(workspace);
      const bySource = new Map(sources.map((source) => [source.path, source]));
      const judge = openJudge({ adapters, ...keys });
      const judgement = judge(sources);
      last = { report, keys, sources: bySource, judge, judgement };
      if (kept.size !== before.size || [...kept.keys()].some((entry) => !before.has(entry))) {
        keepFiles(project, [...kept]);
      }
      return withUsage(last, scan, project.config);
    },
    folders: () => [...new Set(scan.looked().map((path) => path.split("/", 1)[0] as string))],
    seen: () => (last === undefined ? { used: [], missing: [] } : seenIn(last)),
    isRead: () => last !== undefined,
    forget: () => (last = undefined),
    async update(paths) {
      if (last === undefined) return undefined;
      const sources = new Map(last.sources);
      for (const path of paths.map(pathOf)) {
        const source = await scan.rescan(path);
        if (source === undefined) return undefined;
        sources.set(path, source);
      }
      last = { ...last, sources, judgement: last.judge([...sources.values()]) };
      return withUsage(last, scan, project.config);
    },
  };
}

/** What is used for certain, and what is defined nowhere; its text is the key, as it would be shown. */
function seenIn({ keys, judgement: { places, faults } }: Last): UsageReport {
  const missing = new Map<string, Message>();
  for (const { namespace = keys.known.namespaces[0]?.name, sought: key, isMild } of faults) {
    if (key === undefined || isMild || namespace === undefined) continue;
    missing.set(messageId({ namespace, key }), { namespace, key, text: key.join(".") });
  }
  const used = [...places.keys()].map(({ namespace, key }) => ({ namespace, key }));
  return { used, missing: [...missing.values()] };
}

function withUsage(
  { report, keys, sources, judgement }: Last,
  scan: UsageScan,
  config: Config,
): Report {
  const severities = Object.fromEntries(config.checks);
  const observations = [
    ...judgement.faults.map((fault) => observeFault(fault, report.sourceLocale)),
    ...observeAtUse(partsOf(report), judgement),
    ...(isUnusedAsked(config) ? observeUnused(keys, judgement, scan) : []),
  ];
  const findings = observations.flatMap((seen) => describe(seen, severities) ?? []);
  return withMore(report, findings, usageNotes(judgement, [...sources.values()]));
}
