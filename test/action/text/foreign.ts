import fc from "fast-check";
import { NOTHING_SUBMITTED, type Report, type Translation } from "../../../core/report/report.ts";

/** Stands in every text of a stranger, so that a test sees where such texts come out. */
export const MARK = "☠";

const ATTACKS = [
  "@everyone",
  "@octocat",
  "#1",
  "GH-1",
  "owner/repo#1",
  "https://evil.example/a",
  "www.evil.example",
  "a@evil.example",
  "</details>",
  "<details open>",
  "<img src=x onerror=alert(1)>",
  "<!--",
  "-->",
  "![x](https://evil.example/x.png)",
  "[x](https://evil.example)",
  "[x]: https://evil.example",
  "`",
  "``",
  "```",
  "````diff",
  "~~~",
  "\n```\n",
  "\n\n# Title\n\n",
  "\n| a | b |\n|---|---|\n",
  "|",
  "\\|",
  "\\",
  "**bold**",
  "- [ ] task",
  "> quote",
  "::set-output name=a::b",
  "::add-mask::a",
  "\n::error::a",
  "##[error]a",
  "$x$",
  "&lt;b&gt;",
  "&#64;everyone",
  "\u{202e}",
  "\u{0}",
  "\r\n",
  "   ",
  "x".repeat(300),
];

/** Anything that a locale file, a path, a service or the name of a folder may hold. */
export const foreign: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: "binary", maxLength: 8 })), {
    maxLength: 5,
  })
  .chain((parts) => fc.nat(parts.length).map((at) => parts.toSpliced(at, 0, MARK).join("")));

const key = fc.array(foreign, { minLength: 1, maxLength: 3 });
const message = fc.record({ namespace: foreign, key });

export const translation: fc.Arbitrary<Translation> = fc.record(
  {
    locale: fc.oneof(fc.constantFrom("de", "fr", "pt-BR"), foreign),
    namespace: foreign,
    key,
    path: foreign,
    outcome: fc.constantFrom("written", "suggested", "rejected"),
    source: foreign,
    text: foreign,
    previous: foreign,
    previousByPerson: fc.boolean(),
    origin: fc.constantFrom("provider", "memory", "moved", "locked"),
    score: fc.constantFrom(75, 100, 101),
    reason: foreign,
  },
  { requiredKeys: ["locale", "namespace", "key", "path", "outcome", "source", "text"] },
);

const counts = fc
  .tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(9), fc.nat(9))
  .map(([translated, unconfirmed, stale, missing, pending, rejected]) => {
    const total = translated + unconfirmed + stale + missing;
    return { total, translated, unconfirmed, stale, missing, pending, rejected };
  });

const finding = fc.record(
  {
    code: fc.constantFrom(
      "missing",
      "stale",
      "failed",
      "unwritable",
      "placeholder",
      "unreadable",
      "orphaned",
    ),
    severity: fc.constantFrom("error", "warning", "info"),
    path: foreign,
    line: fc.integer({ min: 1, max: 9 }),
    column: fc.integer({ min: 1, max: 9 }),
    locale: foreign,
    namespace: foreign,
    key,
    change: fc.record({ from: foreign, to: foreign, commit: foreign }),
    remark: foreign,
    message: foreign,
    hint: foreign,
  },
  { requiredKeys: ["code", "severity", "path", "line", "column", "message"] },
);

export const report: fc.Arbitrary<Report> = fc.record({
  version: fc.constant(1),
  sourceLocale: fc.oneof(fc.constant("en"), foreign),
  locales: fc.dictionary(fc.oneof(fc.constantFrom("de", "fr"), foreign), counts, {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  changes: fc.record({
    added: fc.array(message, { maxLength: 7 }),
    changed: fc.array(message, { maxLength: 2 }),
    removed: fc.array(message, { maxLength: 2 }),
    moved: fc.array(fc.record({ from: message, to: message }), { maxLength: 2 }),
  }),
  findings: fc.array(finding, { maxLength: 8 }),
  translations: fc.array(translation, { maxLength: 8 }),
  submitted: fc.constant(NOTHING_SUBMITTED),
  written: fc.array(foreign, { maxLength: 2 }),
  notes: fc.array(foreign, { maxLength: 2 }),
});
