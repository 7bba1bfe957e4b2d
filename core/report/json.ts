import type { Finding } from "../model/finding.ts";
import { compareText } from "../model/compare-text.ts";
import { visibleJson } from "./quote.ts";
import type { LocaleCounts, Report, Translation } from "./report.ts";

/**
 * The report as one JSON object, a piece at a time: with millions of findings the whole is longer
 * than a string can be. Keys in a fixed order, locales sorted, one finding or translation a line; nothing in it
 * acts on a terminal.
 */
export function* jsonPieces(report: Report): Generator<string> {
  const { version, sourceLocale, changes, submitted, usage, written, notes, failure } = report;
  const { added, changed, removed, moved } = changes;
  const { groups, jobs, messages, words, characters } = submitted;
  yield "{\n";
  yield member("version", version);
  yield member("sourceLocale", sourceLocale);
  yield member("locales", sortedLocales(report.locales));
  yield member("changes", { added, changed, removed, moved });
  yield* lines("findings", report.findings, inOrder);
  yield* lines("translations", report.translations, translationInOrder);
  const byLocale = Object.entries(submitted.locales).sort(([a], [b]) => compareText(a, b));
  const work = { groups, jobs, messages, words, characters };
  yield member("submitted", { ...work, locales: Object.fromEntries(byLocale) });
  if (usage !== undefined) {
    const { inputTokens, outputTokens, cost } = usage;
    yield member("usage", { inputTokens, outputTokens, cost });
  }
  yield member("written", written);
  if (failure !== undefined) yield member("failure", failure);
  yield `  "notes": ${indented(notes)}\n}\n`;
}

function* lines<T>(
  name: string,
  items: readonly T[],
  shown: (item: T) => unknown,
): Generator<string> {
  yield `  "${name}": [`;
  for (const [at, item] of items.entries()) {
    yield `${at === 0 ? "" : ","}\n    ${visibleJson(JSON.stringify(shown(item)))}`;
  }
  yield items.length === 0 ? "],\n" : "\n  ],\n";
}

function member(name: string, value: unknown): string {
  return `  "${name}": ${indented(value)},\n`;
}

function indented(value: unknown): string {
  return visibleJson(JSON.stringify(value, undefined, 2).replaceAll("\n", "\n  "));
}

function sortedLocales(locales: Report["locales"]): Readonly<Record<string, LocaleCounts>> {
  const sorted = Object.entries(locales).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(
    sorted.map(([id, { total, translated, unconfirmed, stale, missing, pending, rejected }]) => [
      id,
      { total, translated, unconfirmed, stale, missing, pending, rejected },
    ]),
  );
}

/** `JSON.stringify` keeps this order and leaves out what is undefined. */
function inOrder(finding: Finding): Record<keyof Finding, unknown> {
  const { code, severity, path, line, column, locale, locales, namespace, key } = finding;
  const { origin, change, remark, message, hint } = finding;
  return {
    code,
    severity,
    path,
    line,
    column,
    locale,
    locales,
    namespace,
    key,
    origin,
    change,
    remark,
    message,
    hint,
  };
}

function translationInOrder(translation: Translation): Record<keyof Translation, unknown> {
  const { locale, namespace, key, path, outcome, source, text } = translation;
  const { previous, previousByPerson, origin, score, reason } = translation;
  return {
    locale,
    namespace,
    key,
    path,
    outcome,
    source,
    text,
    previous,
    previousByPerson,
    origin,
    score,
    reason,
  };
}
