import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FILLS, type Fill, barOf } from "../../../core/report/bar.ts";
import type { LocaleCounts } from "../../../core/report/report.ts";

const many = fc.oneof(fc.constant(0), fc.nat(10), fc.nat(1_000_000));
const FILLED = ["translated", "unconfirmed", "stale", "missing"] as const;

function countsOf(numbers: readonly number[]): LocaleCounts {
  const [translated = 0, unconfirmed = 0, stale = 0, missing = 0] = numbers;
  const total = translated + unconfirmed + stale + missing;
  return { total, translated, unconfirmed, stale, missing, pending: 0, rejected: 0 };
}

function drawn(numbers: readonly number[], width: number): string {
  return barOf(countsOf(numbers), width)
    .map(([, glyphs]) => glyphs)
    .join("");
}

describe("a bar", () => {
  it("is exactly as wide as asked, and whatever is not zero shows in it", () => {
    const numbers = fc.tuple(many, many, many, many);
    fc.assert(
      fc.property(numbers, fc.integer({ min: 4, max: 60 }), (given, width) => {
        const parts = barOf(countsOf(given), width);
        expect(drawn(given, width)).toHaveLength(width);
        const fills = new Map<Fill, string>(parts);
        for (const [at, fill] of FILLED.entries()) {
          const isEmpty = given.every((number) => number === 0) && fill === "translated";
          expect((fills.get(fill) ?? "") !== "").toBe(given[at] !== 0 || isEmpty);
        }
      }),
    );
  });

  it("is full only where all is translated", () => {
    expect(drawn([999_999, 0, 0, 1], 10)).toBe("█████████░");
    expect(drawn([5, 0, 0, 0], 10)).toBe("██████████");
  });

  it("draws eighths of a column", () => {
    expect(drawn([50, 0, 0, 50], 10)).toBe("█████░░░░░");
    expect(drawn([55, 0, 0, 45], 10)).toBe("█████▌░░░░");
    expect(drawn([1, 0, 0, 99], 10)).toBe("▏░░░░░░░░░");
  });

  it("reads without colour", () => {
    expect(new Set(Object.values(FILLS)).size).toBe(4);
    expect(drawn([4, 3, 2, 1], 10)).toBe("████▓▓▓▒▒░");
  });
});
