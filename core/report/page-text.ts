import pico from "picocolors";
import { closingLines } from "./closing.ts";
import { wrap } from "./columns.ts";
import { coverageLines } from "./coverage.ts";
import type { Page, TextOptions } from "./page.ts";
import { inert, visible } from "./quote.ts";
import type { Report } from "./report.ts";
import { partsOf } from "./retold.ts";

type Section = readonly string[];

/** Whether a report has no more to say than how its locales stand. */
export function isQuiet(report: Report): boolean {
  const { changes, written, submitted, usage } = report;
  const isChanged = Object.values(changes).some((list) => list.length > 0);
  const isDone = written.length > 0 || submitted.groups > 0 || usage !== undefined;
  return !isChanged && !isDone && partsOf(report).length === 0;
}

/**
 * The report as a person reads it, ending in a line feed. `more` tells what stands between the
 * locales and the notes: nothing, of a quiet report.
 */
export function pageText(
  report: Report,
  options: TextOptions,
  more: (page: Page) => readonly Section[] = () => [],
): string {
  const page: Page = { ...options, colors: pico.createColors(options.color) };
  const sections = [
    coverageLines(report, page),
    ...more(page),
    report.notes.flatMap((note) => noteLines(note, page)),
    closingLines(report, page),
  ];
  const told = sections.map((lines) => lines.join("\n")).filter((section) => section !== "");
  return `${inert(told.join("\n\n"))}\n`;
}

/** Notes and what to do next: for hosts that show findings in their own way. */
export function endingText(report: Report, options: TextOptions): string {
  const page: Page = { ...options, colors: pico.createColors(options.color) };
  const notes = report.notes.flatMap((note) => noteLines(note, page));
  return `${inert([...notes, ...closingLines(report, page)].join("\n"))}\n`;
}

function noteLines(note: string, { width, colors }: Page): readonly string[] {
  const [first = "", ...rest] = wrap(visible(note), width - 6);
  return [`${colors.dim("note:")} ${first}`, ...rest.map((line) => `      ${line}`)];
}
