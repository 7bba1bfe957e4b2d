import { cut, visible } from "../../core/report/quote.ts";
import { localeName } from "../../core/report/words.ts";

/**
 * Texts, keys, paths and reasons come from strangers. On GitHub only code is inert: elsewhere a
 * text can mention people, link, refer to issues or open elements, however it is escaped. So what
 * a stranger wrote stands in code, and nowhere else.
 */

/** A code span, on one line. Not for cells of tables. */
export function code(text: string, most: number = 200): string {
  const shown = visible(cut(text, most));
  if (shown.trim() === "") return `\`"${shown}"\``;
  const fence = "`".repeat(longestRun(shown) + 1);
  const pad = /^[` ]|[` ]$/u.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** The same for a cell, where a pipe ends even code, and parsers disagree on escapes. */
function cellCode(text: string, most?: number): string {
  return code(text.replaceAll("|", "¦").replaceAll("\\", "⧵"), most);
}

/** Lines that nothing in them can end. `lines` hold no line feeds. */
export function fenced(language: string, lines: readonly string[]): string {
  const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
  return [`${fence}${language}`, ...lines, fence].join("\n");
}

/** A folded part. `summary` is HTML of ours: markdown is not read there. `body` is markdown. */
export function details(summary: string, body: string, isOpen: boolean): string {
  return `<details${isOpen ? " open" : ""}>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** A stranger's text in HTML of ours, such as a summary. */
export function htmlCode(text: string): string {
  const shown = visible(cut(text, 200));
  const inert = shown.replaceAll(/[&<>"']/gu, (found) => `&#${found.charCodeAt(0)};`);
  return `<code>${inert}</code>`;
}

const MOST_LOCALE = 40;

/** German `de`, for a cell. Locales on disk may be called anything. */
export function localeCell(id: string): string {
  return named(id, cellCode(id, MOST_LOCALE));
}

/** The same for prose. */
export function localeProse(id: string): string {
  return named(id, code(id, MOST_LOCALE));
}

/** The same for a summary. */
export function localeSummary(id: string): string {
  return named(id, htmlCode(id));
}

function named(id: string, shown: string): string {
  const name = localeName(id);
  return name === visible(id) ? shown : `${name} ${shown}`;
}

/** Parts that say something, a blank line between them. */
export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

export function table(
  heads: readonly string[],
  rights: readonly boolean[],
  rows: readonly (readonly string[])[],
): string {
  const rule = rights.map((isRight) => (isRight ? "---:" : "---"));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
}
