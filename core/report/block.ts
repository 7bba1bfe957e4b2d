import { columnsOf, fit, wrap } from "./columns.ts";
import { remedyOf, shownKey } from "./describe.ts";
import { splitLines } from "./frame.ts";
import { type Group, comparePlaces } from "./groups.ts";
import type { Page } from "./page.ts";
import { visible } from "./quote.ts";
import { type Block, type Telling, indented, placeText, rowLines, stateText } from "./row.ts";
import { SENTENCES } from "./sentences.ts";
import { formatCount } from "./words.ts";

const WIDEST_KEY = 28;

/** The lines of one file: its path, then its groups by place, then the remedies that end here. */
export function blockLines(groups: readonly Group[], telling: Telling, page: Page): string[] {
  const { colors, width } = page;
  const sorted = groups.toSorted((a, b) => comparePlaces(a.place, b.place));
  const path = sorted[0]?.place.path ?? "";
  const block = blockOf(sorted, path, page);
  const lines = [colors.bold(colors.underline(fit(visible(path), width)))];
  for (const group of sorted) lines.push(...rowLines(group, block, telling, page));
  const indent = 2 + block.placeWidth + 2;
  for (const others of telling.alike.filter(([first]) => first.place.path === path)) {
    const [first] = others;
    const what = SENTENCES[first.code].many ?? stateText(first, telling);
    const more = `… and ${formatCount(others.length)} more ${what}`;
    lines.push(...indented(wrap(more, width - indent).map(colors.dim), indent));
  }
  return [...lines, ...remedyLines(sorted, telling, page)];
}

function blockOf(groups: readonly Group[], path: string, page: Page): Block {
  const keys = groups.map(({ key }) => (key === undefined ? 0 : columnsOf(shownKey(key))));
  const showsCode = groups.some(({ severity }) => severity === "error");
  const content = showsCode ? page.frames(path) : undefined;
  return {
    placeWidth: Math.max(...groups.map((group) => placeText(group).length)),
    keyWidth: Math.max(0, ...keys.filter((width) => width <= WIDEST_KEY)),
    code: content === undefined ? [] : splitLines(content),
  };
}

function remedyLines(groups: readonly Group[], telling: Telling, page: Page): string[] {
  const lines: string[] = [];
  for (const group of groups) {
    if (telling.last.get(group.code) !== group) continue;
    const isRepeated = telling.repeated.has(group.code);
    const key = isRepeated ? undefined : group.key;
    const remedy = remedyOf(group.code, key, page.command === "sync");
    if (remedy === "") continue;
    const [first = "", ...rest] = wrap(`${group.code}: ${remedy}`, page.width - 4);
    lines.push(`  ${page.colors.cyan("→")} ${first}`, ...indented(rest, 4));
  }
  return lines;
}
