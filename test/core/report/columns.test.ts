import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, fit, padEnd, padStart, wrap } from "../../../core/report/columns.ts";
import { visible } from "../../../core/report/quote.ts";

const text = fc.string({ unit: "grapheme", maxLength: 60 }).map(visible);

describe("columnsOf", () => {
  it.each([
    ["Home", 4],
    ["日本語", 6],
    ["한국어", 6],
    ["ﾊﾝｶｸ", 4],
    ["ＡＢ", 4],
    ["🎉", 2],
    ["👩‍👩‍👧‍👦", 2],
    ["🇩🇪", 2],
    ["❤️", 2],
    ["é", 1],
    ["مرحبا", 5],
    ["█▓▒░", 4],
    ["", 0],
  ])("takes %s for %i columns", (given, columns) => {
    expect(columnsOf(given)).toBe(columns);
  });
});

it("takes plain texts for what they are grapheme by grapheme", () => {
  const units = Array.from({ length: 0x2718 }, (_, unit) => String.fromCharCode(unit)).filter(
    (unit) => unit < "\u02b0" || /[\u2010-\u2027\u2190-\u25ff\u2713\u2717]/u.test(unit),
  );
  const shown = units.filter((unit) => visible(unit) === unit);
  // A syllable of Korean: two columns wide, and looked at by graphemes.
  for (const unit of shown) expect(columnsOf(`${unit}한`), unit).toBe(columnsOf(unit) + 2);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...shown)), (parts) => {
      const text = parts.join("");
      expect(columnsOf(`${text} 한`)).toBe(columnsOf(`${text} `) + 2);
    }),
  );
});

describe("fit", () => {
  it("never exceeds the room it has, and leaves alone what has room", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 40 }), (given, columns) => {
        const fitted = fit(given, columns);
        expect(columnsOf(fitted)).toBeLessThanOrEqual(Math.max(columns, columnsOf(given)));
        if (columnsOf(given) <= columns) expect(fitted).toBe(given);
        else expect(columnsOf(fitted)).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it("keeps both ends of a text of megabytes", () => {
    expect(fit(`start${"x".repeat(5_000_000)}end`, 11)).toBe("start…xxend");
  });
});

describe("padding", () => {
  it("counts columns, not characters", () => {
    expect(padEnd("日本", 6)).toBe("日本  ");
    expect(padStart("日本", 6)).toBe("  日本");
    expect(padEnd("toolong", 3)).toBe("toolong");
  });
});

describe("wrap", () => {
  it("fills lines of at most the width and loses no word", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (given, columns) => {
        const lines = wrap(given, columns);
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        expect(lines.join("").replaceAll(" ", "")).toBe(given.replaceAll(" ", ""));
      }),
    );
  });

  it("breaks at spaces, and a word that is longer than a line where it must", () => {
    expect(wrap("stale in de and fr", 10)).toEqual(["stale in", "de and fr"]);
    expect(wrap("a 日本語日本語", 6)).toEqual(["a", "日本語", "日本語"]);
  });
});
