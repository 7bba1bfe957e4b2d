import pico from "picocolors";
import { changesText } from "./changes.ts";
import { closingLines } from "./closing.ts";
import { wrap } from "./columns.ts";
import { coverageLines } from "./coverage.ts";
import { findingBlocks } from "./findings.ts";
import type { Page, TextOptions } from "./page.ts";
import { visible } from "./quote.ts";
import type { Report, Usage } from "./report.ts";
import { submittedLines } from "./submitted.ts";
import { counted, formatCount } from "./words.ts";

export type { TextOptions } from "./page.ts";

const MOST_WRITTEN = 10;

/** The report as a person reads it, ending in a line feed. */
export function formatText(report: Report, options: TextOptions): string {
  const page: Page = { ...options, colors: pico.createColors(options.color) };
  const sections = [
    coverageLines(report, page),
    wrap(changesText(report.changes), page.width),
    ...findingBlocks(report, page),
    doneLines(report, page),
    report.notes.flatMap((note) => noteLines(note, page)),
    closingLines(report, page),
  ];
  const told = sections.map((lines) => lines.join("\n")).filter((section) => section !== "");
  return `${told.join("\n\n").split("\n").map(inert).join("\n")}\n`;
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

function noteLines(note: string, { width, colors }: Page): readonly string[] {
  const [first = "", ...rest] = wrap(visible(note), width - 6);
  return [`${colors.dim("note:")} ${first}`, ...rest.map((line) => `      ${line}`)];
}

/**
 * CI logs take commands out of what is printed: `::name::` at the start of a line (GitHub),
 * `##[name]`, `##vso[…]` and `##teamcity[…]` anywhere. A key that reads like one must not be one.
 */
function inert(line: string): string {
  return line.replace(LINE_COMMAND, "$1\\::").replaceAll(/##(?=\w*\[)/gu, "#\\#");
}

// oxlint-disable-next-line no-control-regex -- our own colours may stand in front
const LINE_COMMAND = /^((?:\s|\u{1b}\[\d{1,2}m)*)::/u;
