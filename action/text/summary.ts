import type { Outcome } from "../outputs.ts";
import { changesList } from "./changes.ts";
import { coverageTable } from "./coverage-table.ts";
import { failures } from "./failures.ts";
import { noticeList } from "./notices.ts";
import { joined } from "./markdown.ts";
import { translationSections } from "./sections.ts";

const MOST_ROWS = 200;

/** What a translating run did, for the page of the run; at most `most` UTF-16 units. `serverUrl`: GitHub's. */
export function translateSummary(outcome: Outcome, serverUrl: string, most: number): string {
  const { report, pullRequests, notices } = outcome;
  const head = joined([
    "## Translations",
    pullRequests
      .map(({ number, url, operation }) => pullRequestLine(number, url, operation))
      .join("\n"),
    noticeList(notices, serverUrl),
    coverageTable(report, MOST_ROWS),
    changesList(report.changes),
    failures(report),
  ]);
  return joined([head, ...translationSections(report.translations, most - head.length - 200)]);
}

function pullRequestLine(number: number, url: string, operation: string): string {
  const what = operation === "none" ? "up to date" : operation;
  return /^https?:\/\/[\w.:/-]+$/u.test(url)
    ? `- Pull request [#${number}](${url}) ${what}`
    : `- Pull request ${number} ${what}`;
}
