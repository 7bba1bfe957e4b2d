import type { Finding, FindingCode, Severity, SourceChange } from "../model/finding.ts";
import { type Key, formatKey } from "../model/key.ts";
import { remark } from "./clauses.ts";
import { cut, visible } from "./quote.ts";
import type { Observation, ObservationDetail } from "./report.ts";
import { SENTENCES } from "./sentences.ts";

const MOST_KEY = 120;

/** A key as it is shown: on one line, the middle left out where nobody would read it. */
export function shownKey(key: Key): string {
  return visible(cut(formatKey(key), MOST_KEY));
}

/** Who a finding is about: the first words of its message. */
export function subjectOf(about: Pick<Finding, "key" | "path">): string {
  if (about.key === undefined) return visible(about.path);
  const key = shownKey(about.key);
  return key.includes('"') ? key : `"${key}"`;
}

/**
 * What to do about findings of a code. Remedies hold commands that are copied into shells, so a
 * key that a shell could read as more than a word is not filled in.
 */
export function remedyOf(code: FindingCode, key?: Key): string {
  const typed = key === undefined ? "" : formatKey(key);
  return SENTENCES[code].remedy(/^[\w][\w.-]{0,119}$/u.test(typed) ? typed : "<key>");
}

/**
 * Puts an observation into words; undefined where its code is off. A severity of the configuration
 * wins over one of the observation, which wins over the code's own. `now` in Unix seconds.
 */
export function describe(
  seen: Observation,
  severities: Readonly<Partial<Record<FindingCode, Severity | "off">>>,
  now: number = Date.now() / 1000,
): Finding | undefined {
  const { code, path, line, column, locale, locales, namespace, key, detail } = seen;
  const sentence = SENTENCES[code];
  const severity = severities[code] ?? seen.severity ?? sentence.severity;
  if (severity === "off") return undefined;
  const change = code === "stale" ? changeOf(detail) : undefined;
  const own = remark(seen);
  const message = `${subjectOf(seen)} ${sentence.predicate(seen, now)}`;
  const finding: Mutable<Finding> = { code, severity, path, line, column, message };
  finding.hint = remedyOf(code, key);
  if (locale !== undefined) finding.locale = locale;
  if (locales !== undefined) finding.locales = locales;
  if (namespace !== undefined) finding.namespace = namespace;
  if (key !== undefined) finding.key = key;
  if (detail?.origin !== undefined) finding.origin = detail.origin;
  if (change !== undefined) finding.change = change;
  if (own !== "") finding.remark = own;
  return finding;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

function changeOf(detail: ObservationDetail | undefined): SourceChange | undefined {
  if (detail === undefined) return undefined;
  const { previousSource: from, source: to, commit, time } = detail;
  // A change is told in each of its locales, so this runs tens of thousands of times.
  const change: Mutable<SourceChange> = {};
  if (from !== undefined) change.from = from;
  if (to !== undefined) change.to = to;
  if (commit !== undefined) change.commit = commit;
  if (time !== undefined) change.time = time;
  const isTold = from ?? to ?? commit ?? time;
  return isTold === undefined ? undefined : change;
}
