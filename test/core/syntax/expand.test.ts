import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isFault } from "../../../core/syntax/syntax.ts";
import { judge } from "../../../core/quality/judge.ts";
import { syntaxes } from "../../../core/syntax/syntaxes.ts";

const { icu, flutter } = syntaxes;
const FILES = "{n, plural, one {# file} other {# files}}";

test.for([
  ["de", FILES],
  ["ru", "{n, plural, one {# file} few {# files} many {# files} other {# files}}"],
  [
    "ar",
    "{n, plural, zero {# files} one {# file} two {# files} few {# files} many {# files} other {# files}}",
  ],
  ["ja", FILES],
  ["xx", FILES],
] as const)("a plural is expanded to the categories of %s, in CLDR's order", ([locale, text]) => {
  expect(icu.expandPlurals?.(FILES, "en", locale)).toBe(text);
});

test("exact branches stay where they are", () => {
  expect(icu.expandPlurals?.("{n, plural, =0 {none} one {#} other {#}}", "en", "lv")).toBe(
    "{n, plural, =0 {none} zero {#} one {#} other {#}}",
  );
});

test("in Flutter =1 is one", () => {
  expect(flutter.expandPlurals?.("{n, plural, =1{one} other{{n}}}", "en", "pl")).toBe(
    "{n, plural, =1 {one} few {{n}} many {{n}} other {{n}}}",
  );
});

test("plurals in selects, beside each other and in each other are expanded", () => {
  const text = `<b>${FILES}</b> {g, select, f {${FILES}} other {{m, plural, other {${FILES}}}}}`;
  const expanded = icu.expandPlurals?.(text, "en", "ru") ?? "";
  expect(judge({ source: text, target: expanded, syntax: icu, ...locales("ru") })).toEqual([]);
});

test("nothing is expanded beyond measure, nor where a text is malformed", () => {
  const deep = `${"{n, plural, other {".repeat(40)}x${"}}".repeat(40)}`;
  expect(icu.expandPlurals?.(deep, "en", "ar")).toBe(deep);
  expect(icu.expandPlurals?.("{n, plural, one {x}}", "en", "ar")).toBe("{n, plural, one {x}}");
});

test("what is expanded is well-formed and may be written in the target locale", () => {
  const piece = fc.constantFrom(
    "a ",
    "{x} ",
    FILES,
    "{m, plural, =1 {a} other {'{'#}}",
    "<b>c</b>",
  );
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom("ru", "ar", "cy", "ja", "fr"), (parts, target) => {
      const source = parts.join("");
      const expanded = icu.expandPlurals?.(source, "en", target) ?? "";
      expect(isFault(icu.tokens(expanded))).toBe(false);
      const violations = judge({ source, target: expanded, syntax: icu, ...locales(target) });
      if (source !== "") expect(violations.filter(({ reject }) => reject)).toEqual([]);
    }),
  );
});

function locales(targetLocale: string): { sourceLocale: string; targetLocale: string } {
  return { sourceLocale: "en", targetLocale };
}
