import type { Severity } from "../model/finding.ts";
import { blockLines } from "./block.ts";
import { type Group, SEVERITIES, groupFindings } from "./groups.ts";
import { type Page, SYMBOLS, paintSeverity } from "./page.ts";
import type { Report } from "./report.ts";
import { type Part, countOf, partsOf } from "./retold.ts";
import type { Telling } from "./row.ts";
import { select } from "./selection.ts";
import { counted, formatCount } from "./words.ts";

/** The findings by file, each file a block, the files with the gravest first. */
export function findingBlocks(report: Report, page: Page): readonly (readonly string[])[] {
  const parts = partsOf(report);
  if (parts.length === 0) return [];
  const selection = select(groupFindings(parts), page.max);
  const last = new Map<string, Group>();
  const repeated = new Set<string>();
  const files = new Map<string, Group[]>();
  for (const group of selection.told) {
    const file = files.get(group.place.path);
    if (file === undefined) files.set(group.place.path, [group]);
    else file.push(group);
  }
  for (const group of [...files.values()].flat()) {
    if (last.has(group.code)) repeated.add(group.code);
    last.set(group.code, group);
  }
  const locales = Object.keys(report.locales).length;
  const telling: Telling = { ...selection, last, repeated, locales };
  const blocks = [...files.values()].map((groups) => blockLines(groups, telling, page));
  const tail = [countsText(parts, page)];
  if (selection.left > 0) {
    tail.unshift(page.colors.dim(`… and ${formatCount(selection.left)} more; --json lists all`));
  }
  return [...blocks, tail];
}

const NOUNS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** `✗ 2 errors · ! 5 warnings · i 1 note`. */
function countsText(parts: readonly Part[], page: Page): string {
  const counts = SEVERITIES.map((severity) => {
    const count = countOf(parts, severity);
    const text = `${SYMBOLS[severity]} ${counted(count, NOUNS[severity])}`;
    return count === 0 ? "" : paintSeverity(page, severity)(text);
  });
  return counts.filter((part) => part !== "").join(page.colors.dim(" · "));
}
