import { isAbsolute, join, relative, sep } from "node:path";
import { countOf } from "../../core/report/retold.ts";
import { noticeGroups, noticesOf } from "../../core/report/notices.ts";
import type { Report } from "../../core/report/report.ts";
import { usesIn } from "../../core/report/uses.ts";
import { type Session, openSession } from "../../core/workflow/session.ts";
import type { Checked, Start } from "./messages.ts";
import { panelOf } from "./panel-data.ts";
import { isKept, keptOf, purposeOf } from "./recall.ts";
import { startReporter } from "./reporter.ts";
import { textReader } from "./text-reader.ts";
import { type Comparison, startTold } from "./told.ts";

/** One project, checked again and again. */
export interface Watch {
  check(): Promise<Checked>;
  /** Absolute paths of files that changed. */
  update(paths: readonly string[]): Promise<Checked>;
  /** JSON for the panel in the browser. */
  panel(): Promise<string>;
}

const NOTHING_NEW: Comparison = { fresh: [], fixed: 0 };
const CONFIGURATION = /(?:^|[\\/])locstep\.ya?ml$/u;

/** Rejects with UsageError where there is no repository, or no usable configuration or layout. */
export function openWatch(start: Start): Watch {
  const { root, config, max, types } = start;
  const toldEarlier = startTold();
  const reporter = startReporter(start.report, start.isServing);
  let opened: Promise<Session> | undefined;
  let report: Report | undefined;

  async function session(): Promise<Session> {
    // A check needs no key of any service, so it gets none.
    const options = { cwd: root, ...(config !== undefined && { config }), environment: {} };
    opened ??= openSession(options);
    try {
      return await opened;
    } catch (error) {
      // What is wrong may be corrected by the next time.
      opened = undefined;
      throw error;
    }
  }

  async function check(paths: readonly string[]): Promise<Checked> {
    if (paths.some((path) => CONFIGURATION.test(path))) opened = undefined;
    const isFirst = opened === undefined;
    const checking = await session();
    const isWhole = isFirst || paths.length === 0;
    const seen = { isSeen: reporter.isWanted };
    const now = await (isWhole ? checking.check(seen) : checking.update(paths, seen));
    report = now;
    const localeFiles = paths.filter((path) => checking.isLocaleFile(path));
    if (types !== undefined && (isWhole || localeFiles.length > 0)) {
      const { path, library } = types;
      const inside = relative(checking.project.repository.root, path).split(sep).join("/");
      await checking.declareKeys({ path: inside, library });
    }
    const remark = await reporter.report(checking);
    const groups = noticeGroups(now.findings);
    // A build tells all that stands: what is new since the last one matters to nobody.
    const { fresh, fixed } = start.isServing ? toldEarlier.compare(groups) : NOTHING_NEW;
    const { repository } = checking.project;
    const useOf = usesIn(now.findings);
    const options = { max, frames: textReader(repository.root), useOf };
    const freshNotices = noticesOf(fresh, options).told;
    const answer: Checked = {
      ...noticesOf(groups, options),
      fresh: freshNotices,
      freshLeft: fresh.length - freshNotices.length,
      fixed,
      errors: countOf(now.findings, "error"),
      warnings: countOf(now.findings, "warning"),
      watched: watchedBy(checking, root),
      localeFiles,
      ...(remark !== undefined && { remark }),
      root: repository.root,
    };
    if (isWhole && isKept(start)) {
      await checking.keepAnswer(purposeOf(start), keptOf(answer, groups, start));
    }
    return answer;
  }

  return {
    check: () => check([]),
    update: check,
    async panel() {
      const { project } = await session();
      if (report === undefined) await check([]);
      return JSON.stringify(panelOf(report as Report, project.repository.root));
    },
  };
}

/** A folder that the bundler itself stands in is left out: all that it writes would be watched. */
function watchedBy(session: Session, root: string): readonly string[] {
  const { repository, config } = session.project;
  const folders = session.watchedFolders().filter((folder) => !isIn(root, folder));
  return config.path === undefined ? folders : [...folders, join(repository.root, config.path)];
}

function isIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way));
}
