import fc from "fast-check";
import { expect, test } from "vitest";
import { reviewText } from "../../../action/text/review.ts";
import { translateSummary } from "../../../action/text/summary.ts";
import type { Finding } from "../../../core/model/finding.ts";
import { foreign, report } from "./foreign.ts";
import { expectInert, rendered } from "./rendered.ts";

test("whatever a repository holds, no text of a review acts, and none is longer than allowed", () => {
  fc.assert(
    fc.property(report, fc.nat(4), fc.constantFrom(800, 60_000), (given, at, most) => {
      const { findings } = given;
      const text = reviewText(
        {
          report: most < 1_000 ? { ...given, locales: {}, changes: NO_CHANGES } : given,
          fresh: findings.slice(at),
          known: findings.slice(0, at),
          ended: at,
          scope: "",
        },
        most,
      );
      expectInert(text);
      expect(text.length).toBeLessThanOrEqual(most);
    }),
    { numRuns: 60 },
  );
});

const NO_CHANGES = { added: [], changed: [], removed: [], moved: [] };

test("whatever a repository or a branch is called, no text of a run's summary acts", () => {
  const notices = fc.array(
    fc.record({ level: fc.constantFrom("notice" as const, "warning" as const), text: foreign }),
    { maxLength: 2 },
  );
  fc.assert(
    fc.property(report, notices, (given, told) => {
      const outcome = { report: given, changed: true, pullRequests: [], notices: told };
      expectInert(translateSummary(outcome, "https://github.com", 900_000));
    }),
    { numRuns: 40 },
  );
});

test("a review of thousands of findings tells the gravest, and how many more there are", () => {
  const findings = Array.from({ length: 4_000 }, (_, at): Finding => ({
    code: at === 3_999 ? "placeholder" : "missing",
    severity: at === 3_999 ? "error" : "warning",
    path: `l/${at % 40}.json`,
    line: at + 1,
    column: 1,
    locale: "de",
    key: [`key${at}`],
    message: `"key${at}" has no German translation`,
  }));
  const given = fc.sample(report, { numRuns: 1, seed: 1 })[0];
  if (given === undefined) throw new Error("no sample");
  const facts = { report: given, fresh: findings, known: [], ended: 0, scope: "" };
  const text = reviewText(facts, 60_000);
  expect(text.length).toBeLessThanOrEqual(60_000);
  expect(text).toContain("1 error and 3,999 warnings");
  expect(text).toMatch(/… and [\d,]+ more: the report lists all\./u);
  expect(rendered(text)).toContain("Placeholders differ");
  expect(reviewText(facts, 1_000_000)).toContain("key3998");
});

test("a notice's address at GitHub can be clicked, and no other", () => {
  const [given] = fc.sample(report, { numRuns: 1, seed: 1 });
  if (given === undefined) throw new Error("no sample");
  const text =
    "Open it: https://github.com/acme/shop/compare/a...b — not https://evil.example/x or https://github.com.evil.example/x";
  const notices = [{ level: "warning", text }] as const;
  const outcome = { report: given, changed: true, pullRequests: [], notices };
  const html = rendered(translateSummary(outcome, "https://github.com", 900_000));
  expect(html.match(/href="[^"]*"/gu)).toEqual([
    'href="https://github.com/acme/shop/compare/a...b"',
  ]);
});
