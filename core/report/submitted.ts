import { columnsOf, padEnd, padStart, wrap } from "./columns.ts";
import type { Page } from "./page.ts";
import type { Submitted } from "./report.ts";
import { counted, formatCount, localeLabel } from "./words.ts";

/** What was sent; by a dry run what would be, locale by locale, for it may cost money. */
export function submittedLines(submitted: Submitted, page: Page): readonly string[] {
  const { groups, jobs, messages, words, characters } = submitted;
  if (groups === 0) return [];
  const isDry = page.command === "dry-run";
  const what = `${counted(groups, "job group")} (${counted(jobs, "job")})`;
  const unique = `${counted(messages, "message")}, ${counted(characters, "character")}`;
  if (!isDry) return wrap(`Submitted ${what}: ${unique}`, page.width);
  const size = `${counted(messages, "message")}, ${counted(words, "word")}`;
  const total = `Would submit ${what}: ${size}, ${counted(characters, "character")}`;
  return [...wrap(total, page.width), ...tableOf(submitted, page)];
}

function tableOf({ locales }: Submitted, { colors }: Page): readonly string[] {
  const rows = Object.entries(locales).map(([locale, { messages, words, characters }]) => [
    localeLabel(locale),
    ...[messages, words, characters].map(formatCount),
  ]);
  const [head, ...body] = [["", "messages", "words", "characters"], ...rows].map((row, _, all) =>
    row
      .map((cell, at) => {
        const width = Math.max(...all.map((other) => columnsOf(other[at] as string)));
        return at === 0 ? padEnd(cell, width) : padStart(cell, width);
      })
      .join("  "),
  );
  return [colors.dim(`  ${head}`), ...body.map((row) => `  ${row}`)];
}
