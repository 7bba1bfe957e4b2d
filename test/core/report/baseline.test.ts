import { describe, expect, it } from "vitest";
import { UsageError } from "../../../core/model/errors.ts";
import type { Finding } from "../../../core/model/finding.ts";
import { createBaseline, withoutBaseline } from "../../../core/report/baseline.ts";
import { readCase } from "./cases.ts";

const { findings } = readCase("every-code").report;
const [first] = findings as readonly [Finding, ...Finding[]];

const PATH = "app/.locstep/baseline.json";

describe("a baseline", () => {
  it("silences the findings that it was made of, wherever they have moved", () => {
    const moved = findings.map((finding) => ({ ...finding, line: finding.line + 7, column: 1 }));
    expect(withoutBaseline(moved, createBaseline(findings), PATH)).toEqual([]);
  });

  it("silences nothing else", () => {
    const baseline = createBaseline(findings);
    const others: readonly Finding[] = [
      { ...first, locale: "fr" },
      { ...first, key: ["nav.help"] },
      { ...first, path: "fr.json" },
      { ...first, namespace: "other" },
      { ...first, code: "empty" },
    ];
    expect(withoutBaseline([...findings, ...others], baseline, PATH)).toEqual(others);
  });

  it("is the same whatever the order and the number of equal findings", () => {
    expect(createBaseline([...findings.toReversed(), ...findings])).toBe(createBaseline(findings));
  });

  it("holds one finding a line, so that branches merge", () => {
    const lines = createBaseline(findings).split("\n");
    expect(lines.filter((line) => line.startsWith("    ["))).toHaveLength(findings.length);
    expect(createBaseline([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it.each([
    ["<<<<<<< ours", "is not JSON"],
    ["[]", "has no list"],
    ["null", "has no list"],
    ['{"version":2,"findings":[]}', "is of version 2"],
    ['{"version":1,"findings":{}}', "has no list"],
  ])("that reads %s is the user's fault, and said", (content, what) => {
    expect(() => withoutBaseline(findings, content, PATH)).toThrow(UsageError);
    expect(() => withoutBaseline(findings, content, PATH)).toThrow(what);
  });
});
