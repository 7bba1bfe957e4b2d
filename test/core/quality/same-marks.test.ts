import fc from "fast-check";
import { expect, test } from "vitest";
import { viewOf } from "../../../core/model/bytes.ts";
import { judge, rejectsOf } from "../../../core/quality/judge.ts";
import { type WrittenTexts, marksOf } from "../../../core/quality/same-marks.ts";
import { syntaxes } from "../../../core/syntax/syntaxes.ts";

const words = fc.constantFrom(
  "Hello",
  "l'ami",
  "{name}",
  "{{count}}",
  "%{x}",
  "%s",
  "%1$d",
  "100 %",
  "<b>",
  "</b>",
  "<0>",
  "</0>",
  "$t(a.b)",
  "@:key",
  "|",
  "'{name}'",
  "'{",
  "it's",
  "{n, plural, one {# a} other {# b}}",
  "&amp;",
  "https://a.b/c",
  '<a href="x y">',
  "</a>",
  "さん{name}の",
  "{name}!",
  "{",
  "}",
  "\\n",
);
const texts = fc.array(words, { minLength: 1, maxLength: 6 }).map((list) => list.join(" "));

function asJson(text: string): WrittenTexts {
  return asWritten(JSON.stringify(text));
}

/** As some tools write JSON: nothing but ASCII. */
function asAsciiJson(text: string): WrittenTexts {
  const escaped = JSON.stringify(text).replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return asWritten(escaped);
}

/** `{` written as an escape is a brace to whoever reads the file. */
function escapedBrace(): WrittenTexts {
  return asWritten('"\\u007bx}"');
}

/** As plain YAML; the others are JSON. */
function asWritten(text: string): WrittenTexts {
  const bytes = Buffer.from(text);
  return { bytes, view: viewOf(bytes), starts: [0], ends: [bytes.length] };
}

function sameMarks(a: WrittenTexts, b: WrittenTexts): boolean {
  return marksOf(a).sameIn(0, b, 0);
}

test("of texts with the same marks the rules reject none, in every syntax and either style", () => {
  let same = 0;
  fc.assert(
    fc.property(
      texts,
      fc.option(texts),
      fc.constantFrom(...Object.values(syntaxes)),
      fc.constantFrom(asJson, asAsciiJson, asWritten),
      (a, other, syntax, written) => {
        const b = other ?? a.replaceAll("Hello", "Guten Tag").replaceAll("l'ami", "Freund");
        if (!sameMarks(written(a), written(b))) return;
        same++;
        const pair = { source: a, target: b, syntax, sourceLocale: "en", targetLocale: "de" };
        expect(judge(pair).filter(({ reject }) => reject)).toEqual([]);
        expect(rejectsOf(pair)).toEqual([]);
      },
    ),
    { numRuns: 5000, seed: 7 },
  );
  expect(same).toBeGreaterThan(200);
});

test("prose around the marks does not count, their order does", () => {
  const compare = (a: string, b: string) => sameMarks(asJson(a), asJson(b));
  expect(compare("Hello {name}!", "{name}さん、こんにちは")).toBe(true);
  expect(compare("Hello\n{name}!", "Hallo\n{name}.")).toBe(true);
  expect(compare("Hello {name}!", "Hallo {nam}!")).toBe(false);
  expect(compare("Hello", "Hallo {name}")).toBe(false);
  expect(compare("<b>a</b> <i>b</i>", "<i>a</i> <b>b</b>")).toBe(false);
  expect(compare("%s of %d", "%d von %s")).toBe(false);
  const inAscii = (a: string, b: string) => marksOf(asJson(a)).sameIn(0, asAsciiJson(b), 0);
  expect(inAscii("Hello {name}!", "Grüße, {name}さん")).toBe(true);
  expect(inAscii("Hello {name}!", "Grüße, {näme}")).toBe(false);
  expect(marksOf(asJson("Hello")).sameIn(0, escapedBrace(), 0)).toBe(false);
});
