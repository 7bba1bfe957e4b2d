import type { FindingCode, Severity } from "../model/finding.ts";
import {
  between,
  bothTexts,
  changed,
  differs,
  elsewhere,
  endsWith,
  inLocale,
  itsTranslation,
  lengths,
  obstacle,
  otherLine,
  reason,
  sourceName,
  suggestion,
  targetName,
  targetNames,
  texts,
  usedWith,
} from "./clauses.ts";
import type { Observation } from "./report.ts";

/** All that locstep says of one code. A sentence is subject (the key or the file) and predicate. */
export interface Sentence {
  /** Where neither the configuration nor the observation says otherwise. */
  readonly severity: Severity;
  /** A few words, without a place. */
  readonly title: string;
  /** Of a state that many locales can share, told once for all: "stale in de, fr". */
  readonly state?: string;
  /** Of one that tells little beside others of its file and locale: how more of them are told. */
  readonly many?: string;
  /** Each locale has its own place for it, and the first one's is shown for all. */
  readonly isScattered?: true;
  /** `now` in Unix seconds. */
  readonly predicate: (seen: Observation, now: number) => string;
  /** What to do. `key` as a person would type it, or a placeholder for one. */
  readonly remedy: (key: string) => string;
  /** The same right after a sync, whose last line tells of all that it left; "" for nothing. */
  readonly afterSync?: (key: string) => string;
}

const SYNC = "run `locstep sync`";

/** The one table of words for users. */
export const SENTENCES: Readonly<Record<FindingCode, Sentence>> = {
  missing: {
    severity: "warning",
    title: "Missing translation",
    state: "missing",
    predicate: (seen) => `has no ${targetName(seen)} translation${suggestion(seen)}${reason(seen)}`,
    remedy: () => SYNC,
    afterSync: () => "",
  },
  stale: {
    severity: "warning",
    title: "Stale translation",
    state: "stale",
    predicate: (seen, now) =>
      `changed in ${sourceName(seen)} since ${itsTranslation(seen)} was made${changed(seen, now)}${reason(seen)}`,
    remedy: (key) => `${SYNC}, or \`locstep accept ${key}\` if the translation still holds`,
    afterSync: (key) => `run \`locstep accept ${key}\` if the translation still holds`,
  },
  orphaned: {
    severity: "info",
    title: "Orphaned translation",
    state: "orphaned, still",
    isScattered: true,
    predicate: (seen) =>
      `is gone from ${sourceName(seen)}, and ${targetName(seen)} still has it${reason(seen)}`,
    remedy: () =>
      "delete it, or bring the source message back; `locstep sync` removes only what it knew",
  },
  "by-person": {
    severity: "info",
    title: "Unconfirmed translation",
    state: "unconfirmed",
    predicate: (seen) =>
      `was translated${seen.locale === undefined ? "" : ` into ${targetName(seen)}`} by a person, and nobody has confirmed it${reason(seen)}`,
    remedy: (key) => `run \`locstep accept ${key}\` to confirm`,
  },
  rejected: {
    severity: "error",
    title: "Rejected translation",
    predicate: (seen) =>
      `got a translation${inLocale(seen)} that was refused${reason(seen)}${texts(seen)}`,
    remedy: (key) => `run \`locstep redo ${key}\` to ask again, or translate it by hand`,
  },
  failed: {
    severity: "error",
    title: "Translation failed",
    state: "failed",
    predicate: (seen) => `could not be translated${inLocale(seen, "into")}${reason(seen)}`,
    remedy: () => "run `locstep sync` again; what is done already is not asked for twice",
  },
  unwritable: {
    severity: "error",
    title: "Unwritable translation",
    predicate: (seen) => `cannot be brought in step${inLocale(seen)}${obstacle(seen)}`,
    remedy: () => `change the file there by hand, then ${SYNC}`,
  },
  warned: {
    severity: "warning",
    title: "Translated with a warning",
    predicate: (seen) =>
      `was translated${inLocale(seen, "into")} with a warning of the service${reason(seen)}`,
    remedy: () => "look its new texts over; `locstep redo <key>` asks for one again",
  },
  conflict: {
    severity: "warning",
    title: "Edited in two places",
    predicate: (seen) =>
      `was edited${inLocale(seen)} at the translation service, and git has another text${bothTexts(seen)}; git's is kept`,
    remedy: () => "put the text that you want into the file, or undo the edit at the service",
  },
  unreadable: {
    severity: "error",
    title: "Unreadable locale file",
    predicate: (seen) => `cannot be read${reason(seen)}`,
    remedy: () => "correct the file; until then locstep leaves it as it is",
  },
  "duplicate-key": {
    severity: "info",
    title: "Duplicate key",
    predicate: (seen) =>
      `stands more than once in this file${otherLine(seen)}; applications read only one of them`,
    remedy: () => "delete the one that is not read",
  },
  alias: {
    severity: "warning",
    title: "Text behind an alias",
    predicate: (seen) => `reaches its text through an alias${otherLine(seen)}, so it is not edited`,
    remedy: () => "write the text out in the alias's place",
  },
  empty: {
    severity: "error",
    title: "Empty translation",
    predicate: (seen) => `is empty${inLocale(seen)}${texts(seen)}`,
    remedy: () => `translate it, or delete it and ${SYNC}`,
  },
  placeholder: {
    severity: "error",
    title: "Placeholders differ",
    predicate: (seen) => differs(seen, "other placeholders"),
    remedy: () => "keep every placeholder as it stands in the source",
  },
  syntax: {
    severity: "error",
    title: "Malformed message",
    predicate: (seen) => `is malformed${inLocale(seen)}${reason(seen)}`,
    remedy: () => "correct the message; the application cannot format it",
  },
  plural: {
    severity: "error",
    title: "Plural forms differ",
    predicate: (seen) => differs(seen, "other plural forms", "the plural form"),
    remedy: () => "give each plural form that the language needs, and no other",
  },
  markup: {
    severity: "error",
    title: "Markup differs",
    predicate: (seen) => differs(seen, "other markup"),
    remedy: () => "keep the source's tags, and how they nest",
  },
  link: {
    severity: "error",
    title: "Links or escapes differ",
    predicate: (seen) => differs(seen, "other links or escapes"),
    remedy: () => "keep links, references and escapes as they stand in the source",
  },
  locked: {
    severity: "error",
    title: "Locked text changed",
    predicate: (seen) => differs(seen, "other locked text", "the locked"),
    remedy: () => "put the locked text back; `locked:` in locstep.yaml lists what is locked",
  },
  unchanged: {
    severity: "warning",
    title: "Translation equals the source",
    many: "that read the same",
    predicate: (seen) => `reads the same${between(seen, "as")}${texts(seen)}`,
    remedy: (key) => `translate it, or run \`locstep accept ${key}\` if it is meant to be the same`,
  },
  length: {
    severity: "warning",
    title: "Length differs much",
    predicate: (seen) => `has an unlikely length${inLocale(seen)}${lengths(seen)}`,
    remedy: () => "see whether something was left out or added",
  },
  punctuation: {
    severity: "warning",
    title: "End punctuation differs",
    predicate: (seen) => `ends otherwise${between(seen, "than")}${endsWith(seen)}`,
    remedy: () => "end it as the source does",
  },
  whitespace: {
    severity: "warning",
    title: "White space differs",
    predicate: (seen) => differs(seen, "other white space"),
    remedy: () => "keep the source's white space",
  },
  number: {
    severity: "warning",
    title: "Numbers differ",
    predicate: (seen) => differs(seen, "other numbers"),
    remedy: () => "see whether the numbers still hold",
  },
  "undefined-key": {
    severity: "error",
    title: "Undefined key",
    predicate: (seen) =>
      `is used here, but ${sourceName(seen)} does not define it${suggestion(seen)}${elsewhere(seen)}`,
    remedy: () => "correct the key, or add it to the source's locale file",
  },
  "missing-at-use": {
    severity: "info",
    title: "Used without a translation",
    state: "missing",
    predicate: (seen) => `is used here and is missing in ${targetNames(seen)}`,
    remedy: () => SYNC,
  },
  "stale-at-use": {
    severity: "info",
    title: "Used with a stale translation",
    state: "stale",
    predicate: (seen) => `is used here and is stale in ${targetNames(seen)}`,
    remedy: () => SYNC,
  },
  argument: {
    severity: "warning",
    title: "Arguments differ",
    predicate: usedWith,
    remedy: () => "pass what the text names",
  },
  "unused-key": {
    severity: "info",
    title: "Unused key",
    predicate: () => "is used nowhere in the code",
    remedy: () => "delete it, unless the code builds this key while it runs",
  },
};
