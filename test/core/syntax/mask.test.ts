import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mask } from "../../../core/syntax/mask.ts";
import { syntaxes } from "../../../core/syntax/syntaxes.ts";

const { brace, icu, ruby } = syntaxes;

describe("masking", () => {
  test("hides every mark, a run of them behind one token", () => {
    const masked = mask('Hi <a href="%{url}">%{name}</a>, welcome!', ruby);
    expect(masked?.texts).toEqual(["Hi ⟦0⟧, welcome!"]);
  });

  test("gives the source back when nothing was translated", () => {
    const piece = fc.constantFrom("{a}", "{0}", "<b>", " ", "word", "(", ")", ". ", "\n", "日本");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const masked = mask(text, brace);
        expect(masked?.restore(masked.texts)).toBe(text);
      }),
    );
  });

  test("sets marks off from words, and takes the space out again", () => {
    const masked = mask("the {0}music guide{1}.", brace);
    expect(masked?.texts).toEqual(["the ⟦0⟧ music guide ⟦1⟧."]);
    expect(masked?.restore(["die ⟦0⟧ Musikanleitung ⟦1⟧."])).toBe("die {0}Musikanleitung{1}.");
  });

  test("restores marks in another order and with an engine's spaces", () => {
    const masked = mask('"{a}" of ({b})', brace);
    expect(masked?.restore(['( ⟦ 1⟧ ) von " ⟦0 ⟧ "'])).toBe('({b}) von "{a}"');
  });

  test.for([
    ["lost", "x"],
    ["doubled", "⟦0⟧ ⟦0⟧"],
    ["new", "⟦0⟧ ⟦1⟧"],
    ["damaged", "⟦0⟧ ⟦"],
    ["renumbered", "⟦7⟧"],
  ] as const)("refuses a translation where a token is %s", ([, translation]) => {
    expect(mask("{a} x", brace)?.restore([translation])).toBeUndefined();
  });

  test("sends the prose of branches one by one, and what holds no word not at all", () => {
    const masked = mask("{n, plural, =0 {none} one {# file} other {#}} in {dir}", icu);
    expect(masked?.texts).toEqual(["none", "⟦0⟧ file", " in ⟦0⟧"]);
    expect(masked?.restore(["keine", "⟦0⟧ Datei", " in ⟦0⟧"])).toBe(
      "{n, plural, =0 {keine} one {# Datei} other {#}} in {dir}",
    );
    expect(masked?.restore(["keine", "Datei", " in ⟦0⟧"])).toBeUndefined();
    expect(masked?.restore(["keine", "⟦0⟧ Datei"])).toBeUndefined();
  });

  test("refuses what it cannot mask: malformed texts, texts with its own brackets", () => {
    expect(mask("{", icu)).toBeUndefined();
    expect(mask("⟦0⟧", brace)).toBeUndefined();
  });
});
