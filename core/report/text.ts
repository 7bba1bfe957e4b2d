import { changesText } from "./changes.ts";
import { wrap } from "./columns.ts";
import { findingBlocks } from "./findings.ts";
import { pageText } from "./page-text.ts";
import type { Page, TextOptions } from "./page.ts";
import { visible } from "./quote.ts";
import type { Report, Usage } from "./report.ts";
import { submittedLines } from "./submitted.ts";
import { counted, formatCount } from "./words.ts";

export type { TextOptions } from "./page.ts";

const MOST_WRITTEN = 10;

/** The report as a person reads it, ending in a line feed. */
export function formatText(report: Report, options: TextOptions): string {
  return pageText(report, options, (page) => [
    wrap(changesText(report.changes), page.width),
    ...findingBlocks(report, page),
    doneLines(report, page),
  ]);
}

/** What was written and sent. */
function doneLines(report: Report, page: Page): readonly string[] {
  const { submitted, usage } = report;
  const { dim } = page.colors;
  const lines: string[] = [];
  const isDry = page.command === "dry-run";
  const paths = isDry ? filledPaths(report) : report.written;
  if (paths.length > 0) {
    lines.push(`${isDry ? "Would write" : "Wrote"} ${counted(paths.length, "file")}`);
    lines.push(...paths.slice(0, MOST_WRITTEN).map((path) => `  ${visible(path)}`));
    const more = paths.length - MOST_WRITTEN;
    if (more > 0) lines.push(dim(`  … and ${formatCount(more)} more`));
  }
  lines.push(...submittedLines(submitted, page));
  if (usage !== undefined) lines.push(...wrap(usageText(usage), page.width));
  return lines;
}

/** What a dry run would write, as far as it is known before anybody is asked. */
function filledPaths({ translations }: Report): readonly string[] {
  const filled = translations.filter(({ outcome }) => outcome === "written");
  return [...new Set(filled.map(({ path }) => path))];
}

function usageText({ inputTokens, outputTokens, cost }: Usage): string {
  const tokens = `Used ${counted(inputTokens, "token")} in and ${formatCount(outputTokens)} out`;
  return cost === undefined
    ? tokens
    : `${tokens}: ${cost < 0.01 ? "less than 0.01" : cost.toFixed(2)} by your prices`;
}
