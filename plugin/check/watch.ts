import { realpathSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
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
  /** JSON for the panel in the browser, perhaps with the findings of one locale alone. */
  panel(locale?: string): Promise<string>;
}

const NOTHING_NEW: Comparison = { fresh: [], fixed: 0 };
const CONFIGURATION = /(?:^|[\\/])locstep\.ya?ml$/u;

/** Rejects with UsageError where there is no repository, or no usable configuration or layout. */
export function openWatch(start: Start): Watch {
  const { root, config, max, types } = start;
  const toldEarlier = startTold();
  const reporter = startReporter(start.report, start.isServing);
  const real = realOf(root);
  let opened: Promise<Session> | undefined;
  let report: Report | undefined;
  let last: Checked | undefined;

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

  /** Git knows no path through a link that the host was started in. */
  function realPath(path: string): string {
    return isIn(path, root) ? join(real, relative(root, path)) : path;
  }

  function isConfiguration(path: string): boolean {
    const named = config === undefined ? [] : [resolve(root, config), resolve(real, config)];
    return CONFIGURATION.test(path) || named.includes(path);
  }

  async function check(changed: readonly string[]): Promise<Checked> {
    if (changed.some(isConfiguration)) opened = undefined;
    // After a failure nothing stands.
    const isWhole = opened === undefined || last === undefined || changed.length === 0;
    const checking = await session();
    // A dev server tells of every style and picture; a bundler names folders too.
    const isPicky = start.isServing && !isWhole;
    const all = changed.map(realPath);
    const paths = isPicky ? all.filter((path) => checking.isTelling(path)) : all;
    if (last !== undefined && isPicky && paths.length === 0) {
      return { ...last, fresh: [], freshLeft: 0, fixed: 0, localeFiles: [], isSame: true };
    }
    last = undefined;
    const seen = { isSeen: reporter.isWanted };
    const now = await (isWhole ? checking.check(seen) : checking.update(paths, seen));
    report = now;
    const localeFiles = paths.filter((path) => checking.isLocaleFile(path));
    if (types !== undefined && (isWhole || localeFiles.length > 0)) {
      const { path, library } = types;
      const { root: top } = checking.project.repository;
      const inside = relative(top, realPath(path)).split(sep).join("/");
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
      watched: watchedBy(checking, real),
      localeFiles,
      ...(remark !== undefined && { remark }),
      root: repository.root,
    };
    if (isWhole && isKept(start)) {
      await checking.keepAnswer(purposeOf(start), keptOf(answer, groups, start));
    }
    return (last = answer);
  }

  return {
    check: () => check([]),
    update: check,
    async panel(locale) {
      const { project } = await session();
      if (report === undefined) await check([]);
      return JSON.stringify(panelOf(report as Report, project.repository.root, locale));
    },
  };
}

function realOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    // Told where the repository is looked for.
    return folder;
  }
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
