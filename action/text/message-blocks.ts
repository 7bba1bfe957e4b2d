import { compareText } from "../../core/model/compare-text.ts";
import type { Translation } from "../../core/report/report.ts";
import { counted } from "../../core/report/words.ts";
import { code, details, fenced, localeSummary } from "./markdown.ts";
import { messageLines } from "./message-lines.ts";

/** How much of the messages is shown. */
export interface Step {
  /** UTF-16 units of one text. */
  readonly text: number;
  /** Messages of one locale. */
  readonly messages: number;
  /** Locales. */
  readonly locales: number;
}

/**
 * A folded part for each locale, with its messages by file as diffs. Undefined where all of it is
 * longer than `most` UTF-16 units: a first sync writes millions, so it stops where that shows.
 */
export function messageBlocks(
  translations: readonly Translation[],
  step: Step,
  most: number,
  isOpen: boolean,
): string | undefined {
  const locales = groupBy(translations, ({ locale }) => locale);
  const blocks: string[] = [];
  let left = most;
  for (const [locale, own] of [...locales].slice(0, step.locales)) {
    if (Math.min(own.length, step.messages) * SHORTEST_MESSAGE > left) return undefined;
    const block = localeBlock(locale, own, step, { isOpen, most: left });
    if (block === undefined) return undefined;
    left -= block.length + 2;
    if (left < 0) return undefined;
    blocks.push(block);
  }
  const more = locales.size - blocks.length;
  if (more > 0 && step.locales > 0) {
    blocks.push(`… and the messages of ${counted(more, "more locale", "more locales")}.`);
  }
  return blocks.join("\n\n");
}

/** `@@ k @@`, a source and a text, each a line. */
const SHORTEST_MESSAGE = 14;

function localeBlock(
  locale: string,
  translations: readonly Translation[],
  step: Step,
  { isOpen, most }: { readonly isOpen: boolean; readonly most: number },
): string | undefined {
  const parts: string[] = [];
  let left = most;
  for (const [path, own] of groupBy(translations.slice(0, step.messages), ({ path }) => path)) {
    const lines: string[] = [];
    for (const translation of own) {
      const added = messageLines(translation, step.text);
      lines.push(...added);
      left -= added.reduce((sum, line) => sum + line.length + 1, 0);
      if (left < 0) return undefined;
    }
    parts.push(`${code(path)}\n\n${fenced("diff", lines)}`);
  }
  const more = translations.length - step.messages;
  if (more > 0) parts.push(`… and ${counted(more, "more message", "more messages")}.`);
  return details(
    `${localeSummary(locale)} · ${counted(translations.length, "message")}`,
    parts.join("\n\n"),
    isOpen,
  );
}

function groupBy(
  translations: readonly Translation[],
  name: (translation: Translation) => string,
): ReadonlyMap<string, readonly Translation[]> {
  const groups = new Map<string, Translation[]>();
  for (const translation of translations) {
    const group = groups.get(name(translation));
    if (group === undefined) groups.set(name(translation), [translation]);
    else group.push(translation);
  }
  return new Map([...groups].sort(([a], [b]) => compareText(a, b)));
}
