import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FINDING_CODES, type Finding } from "../../../core/model/finding.ts";
import { createBaseline } from "../../../core/report/baseline.ts";
import { describe as toFinding } from "../../../core/report/describe.ts";
import { formatGithub } from "../../../core/report/github.ts";
import { jsonPieces } from "../../../core/report/json.ts";
import type { Observation, Report } from "../../../core/report/report.ts";
import { formatSarif } from "../../../core/report/sarif.ts";
import { type TextOptions, formatText } from "../../../core/report/text.ts";

/** Whatever acts on a terminal, a log or a reader instead of being read. A line feed is ours. */
const ACTS =
  /(?!\n)\p{Cc}|[\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{feff}]/u;

const attacks = [
  "\u001b[2J",
  "\u009b31m",
  "\r",
  "\n",
  "\r\n",
  "\u2028",
  "\u202e",
  "\u2066",
  "\0",
  "\u0007",
  "\ufeff",
  "\ud800",
  "::set-output name=a::b",
  "\n::error::x",
  "##[add-mask]",
  "##vso[task.setvariable]",
  "%0A",
  "`rm -rf ~`",
  "$(id)",
  "[a](https://example.com)",
  "{0}",
  "👩‍👩‍👧",
  "日本",
  "__proto__",
];
const anything = fc.array(fc.nat(0x10ffff)).map((points) => String.fromCodePoint(...points));
const content = fc
  .array(fc.oneof(fc.constantFrom(...attacks), anything), { maxLength: 5 })
  .map((parts) => parts.join(""));
const count = fc.integer({ min: 1, max: 40 });
const place = fc.record({ path: content, line: count, column: count });

const observation: fc.Arbitrary<Observation> = fc
  .record(
    {
      code: fc.constantFrom(...FINDING_CODES),
      at: place,
      locale: fc.oneof(fc.constantFrom("de", "ja", "en-XA"), content),
      namespace: content,
      key: fc.array(content, { maxLength: 3 }),
      detail: fc.record(
        {
          sourceLocale: content,
          origin: place,
          source: content,
          previousSource: content,
          target: content,
          commit: content,
          time: fc.integer({ min: 0, max: 2_000_000_000 }),
          suggestion: content,
          score: count,
          reason: content,
          otherLine: count,
          expected: fc.array(content, { maxLength: 3 }),
          found: fc.array(content, { maxLength: 3 }),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
    },
    { requiredKeys: ["code", "at"], noNullPrototype: true },
  )
  .map(({ at, ...rest }) => ({ ...at, ...rest }));

const message = fc.record({ namespace: content, key: fc.array(content, { maxLength: 3 }) });
const counts = fc
  .tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(9), fc.nat(9))
  .map(([translated, unconfirmed, stale, missing, pending, rejected]) => {
    const total = translated + unconfirmed + stale + missing;
    return { total, translated, unconfirmed, stale, missing, pending, rejected };
  });

const translation = fc.record(
  {
    locale: content,
    namespace: content,
    key: fc.array(content, { maxLength: 3 }),
    path: content,
    outcome: fc.constantFrom("written", "suggested", "rejected"),
    source: content,
    text: content,
    previous: content,
    reason: content,
  },
  { requiredKeys: ["locale", "namespace", "key", "path", "outcome", "source", "text"] },
);

const report: fc.Arbitrary<Report> = fc
  .record({
    sourceLocale: content,
    locales: fc.dictionary(content, counts, { maxKeys: 4, noNullPrototype: true }),
    changes: fc.record({
      added: fc.array(message, { maxLength: 2 }),
      changed: fc.array(message, { maxLength: 2 }),
      removed: fc.array(message, { maxLength: 2 }),
      moved: fc.array(fc.record({ from: message, to: message }), { maxLength: 4 }),
    }),
    translations: fc.array(translation, { maxLength: 3 }),
    observations: fc.array(observation, { maxLength: 12 }),
    written: fc.array(content, { maxLength: 3 }),
    notes: fc.array(content, { maxLength: 2 }),
  })
  .map(({ observations, ...rest }) => ({
    version: 1,
    ...rest,
    findings: findingsOf(observations),
    submitted: {
      groups: 1,
      jobs: 2,
      messages: 3,
      words: 4,
      characters: 5,
      locales: { [rest.sourceLocale]: { messages: 3, words: 4, characters: 5 } },
    },
  }));

function findingsOf(observations: readonly Observation[]): readonly Finding[] {
  return observations
    .map((seen) => toFinding(seen, {}, 1_800_000_000))
    .filter((finding) => finding !== undefined);
}

function optionsOf(file: string, width: number): TextOptions {
  return {
    command: "check",
    color: false,
    width,
    frames: () => file,
    now: 1_800_000_000,
    max: 8,
  };
}

const width = fc.integer({ min: 20, max: 120 });

describe("whatever a repository holds", () => {
  it("nothing in the text output acts, starts a workflow command or breaks a line", () => {
    fc.assert(
      fc.property(report, content, width, (given, file, columns) => {
        const text = formatText(given, optionsOf(file, columns));
        expect(text).not.toMatch(ACTS);
        expect(text.isWellFormed()).toBe(true);
        for (const line of text.split("\n")) {
          expect(line.trimStart().startsWith("::")).toBe(false);
          expect(line).not.toMatch(/##\w*\[/u);
        }
      }),
    );
  });

  it("the only escapes of the coloured output are our own colours", () => {
    fc.assert(
      fc.property(report, content, width, (given, file, columns) => {
        const options = optionsOf(file, columns);
        const colored = formatText(given, { ...options, color: true });
        // oxlint-disable-next-line no-control-regex -- the colours themselves
        const bare = colored.replaceAll(/\u{1b}\[\d{1,2}m/gu, "");
        expect(bare).not.toMatch(ACTS);
        expect(bare).toBe(formatText(given, options));
      }),
    );
  });

  it("the JSON output acts on nothing and loses nothing", () => {
    fc.assert(
      fc.property(report, (given) => {
        const json = [...jsonPieces(given)].join("");
        expect(json).not.toMatch(ACTS);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });

  it("each line of workflow commands is one of ours", () => {
    fc.assert(
      fc.property(report, ({ findings }) => {
        const output = formatGithub(findings);
        expect(output).not.toMatch(ACTS);
        const lines = output.split("\n").slice(0, -1);
        expect(lines.length).toBeLessThanOrEqual(findings.length);
        for (const line of lines) {
          expect(line).toMatch(
            /^::(?:error|warning|notice) file=[^,:]*,line=\d+,col=\d+,title=[^,:]+::/u,
          );
        }
      }),
    );
  });

  it("SARIF acts on nothing, links nowhere and names each file", () => {
    fc.assert(
      fc.property(report, ({ findings }) => {
        const sarif = formatSarif(findings, "1.0.0");
        expect(sarif).not.toMatch(ACTS);
        expect(sarif).not.toContain("](");
        const paths = JSON.parse(sarif).runs[0].results.map(uriOf).sort();
        expect(paths).toEqual(findings.map(({ path }) => path.toWellFormed()).sort());
      }),
    );
  });

  it("the baseline acts on nothing", () => {
    fc.assert(
      fc.property(report, ({ findings }) => {
        expect(createBaseline(findings)).not.toMatch(ACTS);
      }),
    );
  });
});

interface Result {
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
  ];
}

function uriOf({ locations }: Result): string {
  return decodeURIComponent(locations[0].physicalLocation.artifactLocation.uri);
}
