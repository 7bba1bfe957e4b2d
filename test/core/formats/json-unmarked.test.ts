import fc from "fast-check";
import { expect, test } from "vitest";
import { textOf } from "../../../core/catalog/catalog.ts";
import { scanJson } from "../../../core/formats/json/scan.ts";
import { rejectsOf } from "../../../core/quality/judge.ts";
import { syntaxes } from "../../../core/syntax/syntaxes.ts";

/** Pieces of JSON strings as they may be written, of every length between two stops. */
const pieces = fc.constantFrom(
  ...`a b c w é 日 { } < > & % @ $ | : = # / ' . ww www. wwww prose ééé 😀`.split(" "),
  ...String.raw`\n \r \t \" \\ \/ \b \f \u00e9 \u0080 \u007b \u007F \u0057 \uD83C\uDF89 \u2028`.split(
    " ",
  ),
  " ",
);
const literals = written(12);

function written(maxLength: number): fc.Arbitrary<string> {
  return fc.array(pieces, { minLength: 1, maxLength }).map((list) => list.join(""));
}

/** Plainly: escapes that are prose taken out, nothing is left that a mark is written with. */
function isUnmarked(literal: string): boolean {
  const rest = literal.replaceAll(/\\["nrt]|\\u(?!00[0-7])[\da-fA-F]{4}/gu, " ");
  return !/[{}<>&%@$|:=#/\\]|www/u.test(rest);
}

test("a text is seen to be unmarked only where it is, and all but `ww` is seen", () => {
  let unmarked = 0;
  fc.assert(
    fc.property(literals, (literal) => {
      const catalog = scanJson(Buffer.from(`{"k": "${literal}", "l": "x"}`));
      expect(catalog.problems).toEqual([]);
      const seen = catalog.unmarked[1] === 1;
      if (!literal.includes("ww")) expect(seen).toBe(isUnmarked(literal));
      if (!seen) return;
      unmarked++;
      expect(isUnmarked(literal)).toBe(true);
    }),
    { numRuns: 5000, seed: 11 },
  );
  expect(unmarked).toBeGreaterThan(200);
});

test("of texts that are seen to be unmarked the rules reject none, in any syntax", () => {
  let compared = 0;
  fc.assert(
    fc.property(written(4), written(4), (a, b) => {
      const catalog = scanJson(Buffer.from(`{"a": "${a}", "b": "${b}"}`));
      if (catalog.unmarked[1] !== 1 || catalog.unmarked[2] !== 1) return;
      const [source, target] = [textOf(catalog, 1), textOf(catalog, 2)];
      if (target.trim() === "") return;
      compared++;
      for (const syntax of Object.values(syntaxes)) {
        const pair = { source, target, syntax, sourceLocale: "en", targetLocale: "de" };
        expect(rejectsOf(pair)).toEqual([]);
      }
    }),
    { numRuns: 5000, seed: 11 },
  );
  expect(compared).toBeGreaterThan(50);
});

test("at the end of a file that is cut off nothing is looked at behind it", () => {
  const whole = '{"k": "\\u00e9\\n\\"\\uD83C\\uDF89ww{"}';
  for (let end = 6; end < whole.length - 1; end++) {
    const padded = Buffer.from(`${whole.slice(0, end)}\\u00e9"}`);
    expect(scanJson(padded.subarray(0, end)).problems).toHaveLength(1);
  }
});
