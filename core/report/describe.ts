import type { Finding, FindingCode, Severity, SourceChange } from "../model/finding.ts";
import type { Position } from "../model/bytes.ts";
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
export function remedyOf(code: FindingCode, key?: Key, isSynced: boolean = false): string {
  const { remedy, afterSync = remedy } = SENTENCES[code];
  const told = isSynced ? afterSync : remedy;
  // Most remedies name no key, and thousands of findings have one.
  const typed = key === undefined || told.length === 0 ? "" : formatKey(key);
  const isWord = typed.length <= MOST_KEY && /^\w[\w.-]*$/u.test(typed);
  return told(isWord ? typed : "<key>");
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
  const severity = severities[code] ?? seen.severity ?? SENTENCES[code].severity;
  if (severity === "off") return undefined;
  const change = code === "stale" ? changeOf(detail) : undefined;
  const own = remark(seen);
  const finding: Mutable<Finding> = isLate(seen)
    ? new LateFinding(seen, severity, now)
    : {
        code,
        severity,
        path,
        line,
        column,
        message: messageOf(seen, now),
        hint: remedyOf(code, key),
      };
  if (locale !== undefined) finding.locale = locale;
  if (locales !== undefined) finding.locales = locales;
  if (namespace !== undefined) finding.namespace = namespace;
  if (key !== undefined) finding.key = key;
  if (detail?.origin !== undefined) finding.origin = detail.origin;
  if (change !== undefined) finding.change = change;
  if (own !== "") finding.remark = own;
  return finding;
}

function messageOf(seen: Observation, now: number): string {
  return `${subjectOf(seen)} ${SENTENCES[seen.code].predicate(seen, now)}`;
}

type LateObservation = Observation & { readonly late: () => Position };

function isLate(seen: Observation): seen is LateObservation {
  return seen.late !== undefined;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/**
 * A finding that is placed and worded when somebody asks: told of fifty locales, a message is shown
 * once, and for the other places no file is opened. A class, because a changed source gives tens of
 * thousands, and a getter of a literal costs a microsecond in each.
 */
class LateFinding implements Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly path: string;
  readonly #seen: LateObservation;
  readonly #now: number;

  constructor(seen: LateObservation, severity: Severity, now: number) {
    this.code = seen.code;
    this.severity = severity;
    this.path = seen.path;
    this.#seen = seen;
    this.#now = now;
  }
  get line(): number {
    return this.#seen.late().line;
  }
  get column(): number {
    return this.#seen.late().column;
  }
  get message(): string {
    return messageOf(this.#seen, this.#now);
  }
  get hint(): string {
    return remedyOf(this.code, this.#seen.key);
  }
  toJSON(): Finding {
    const { line, column, message, hint } = this;
    return { ...this, line, column, message, hint };
  }
}

/** A change is told in each of its locales, tens of thousands of times: where they share it, once. */
const changes = new WeakMap<ObservationDetail, { readonly told: SourceChange | undefined }>();

function changeOf(detail: ObservationDetail | undefined): SourceChange | undefined {
  if (detail === undefined) return undefined;
  const known = changes.get(detail) ?? { told: tellChange(detail) };
  changes.set(detail, known);
  return known.told;
}

function tellChange(detail: ObservationDetail): SourceChange | undefined {
  const { previousSource: from, source: to, commit, time } = detail;
  const change: Mutable<SourceChange> = {};
  if (from !== undefined) change.from = from;
  if (to !== undefined) change.to = to;
  if (commit !== undefined) change.commit = commit;
  if (time !== undefined) change.time = time;
  const isTold = from ?? to ?? commit ?? time;
  return isTold === undefined ? undefined : change;
}
