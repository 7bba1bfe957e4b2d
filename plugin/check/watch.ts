import { countOf } from "../../core/report/findings.ts";
import { noticeGroups, noticesOf } from "../../core/report/notices.ts";
import type { Report } from "../../core/report/report.ts";
import { openSession } from "../../core/workflow/session.ts";
import type { Checked, Start } from "./messages.ts";
import { textReader } from "./text-reader.ts";
import { startTold } from "./told.ts";

/** One project, checked again and again. */
export interface Watch {
  check(): Promise<Checked>;
  update(paths: readonly string[]): Promise<Checked>;
  panel(): Promise<string>;
}

/** Throws UsageError where there is no repository, or no usable configuration or layout. */
export async function openWatch({ root, config, max }: Start): Promise<Watch> {
  // A check needs no key of any service, so it gets none.
  const session = await openSession({
    cwd: root,
    ...(config !== undefined && { config }),
    environment: {},
  });
  const { repository } = session.project;
  const toldEarlier = startTold();
  let report: Report | undefined;

  async function checkNow(): Promise<Checked> {
    report = await session.check();
    const groups = noticeGroups(report.findings);
    const { fresh, fixed } = toldEarlier.compare(groups);
    const options = { max, frames: textReader(repository.root) };
    const freshNotices = noticesOf(fresh, options).told;
    return {
      ...noticesOf(groups, options),
      fresh: freshNotices,
      freshLeft: fresh.length - freshNotices.length,
      fixed,
      errors: countOf(report.findings, "error"),
      warnings: countOf(report.findings, "warning"),
      watched: session.watchedFolders(),
      root: repository.root,
    };
  }

  return {
    check: checkNow,
    update: checkNow,
    async panel() {
      report ??= await session.check();
      return JSON.stringify({ report });
    },
  };
}
