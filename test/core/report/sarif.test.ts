import { describe, expect, it } from "vitest";
import { FINDING_CODES, type Finding } from "../../../core/model/finding.ts";
import { formatSarif } from "../../../core/report/sarif.ts";
import { readCase } from "./cases.ts";

const { findings } = readCase("every-code").report;

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly partialFingerprints: Readonly<Record<string, string>>;
  }[];
}

function runOf(given: readonly Finding[]): Run {
  return JSON.parse(formatSarif(given, "1.0.0")).runs[0];
}

describe("SARIF", () => {
  it("has a rule for each code, and each result names its own", () => {
    const { tool, results } = runOf(findings);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(FINDING_CODES);
    expect(results).toHaveLength(findings.length);
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    }
  });

  it("puts the gravest first, because GitHub cuts from the end", () => {
    const levels = runOf(findings.toReversed()).results.map(({ level }) => level);
    expect(levels).toEqual(levels.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)));
  });

  it("holds no more results than GitHub takes", () => {
    const [first] = findings as readonly [Finding];
    const sarif = formatSarif(Array<Finding>(25_001).fill(first), "1.0.0");
    expect(sarif.split('"ruleId"')).toHaveLength(25_000 + 1);
  });

  it("recognises a finding that moved to another line, and no other", () => {
    const [first] = findings as readonly [Finding];
    const other = { ...first, locale: "fr" };
    const moved = { ...first, line: first.line + 9 };
    const prints = runOf([first, moved, other]).results.map((result) => result.partialFingerprints);
    expect(prints[1]).toEqual(prints[0]);
    expect(prints[2]).not.toEqual(prints[0]);
  });
});

const ORDER = ["error", "warning", "note"];
