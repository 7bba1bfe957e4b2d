import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFault, type Syntax, type Token } from "../../core/syntax/syntax.ts";

/** Milliseconds: 10,000 starts in 100 kB that each scan half of it take longer. */
const CERTAINLY_LINEAR = 200;

/** Stretches that begin something in one syntax or another, to be repeated and mixed. */
const FRAGMENTS = [
  ..."<>&:;{}'\"|@%$#()=\\ a1,.-\n\t\u00a0\u200f\u0301é日😀\ud83d\udc00",
  "<a", "</a", "<a ", '<a b="', "<a b='", "<1>", "<1 ", "<!--", "<br/>", "&a", "&amp;", "&#1", "a:",
  "http://", "http://{a}", "http://%s", "mailto:a", "www.", "www.a", "\\u12", "\\n", "''", "'{",
  "{{", "}}", "{{a", "{{a,", "{{- a}}", "{a}", "{a", "{ a", "{a,", "{0}", "{a{a}", "{a:{b}", "{!r",
  "{a,plural,", "{a,plural,other{", "{a, select, other {", "{a, number, ", "{a, date, '", "offset:",
  "=1{", "$t(", "$t(a", "$t(a)", "@:", "@:a", "@:a.", "@.b:", "@:{'", "@:(", "{'a", "{'@'}", "{'\\",
  " | ", "%s", "%1", "%1$", "%1$s", "%0", "%-", "%*", "%.", "%(", "%(a", "%(a)s", "%{", "%{a", "%{a}",
  "%<a", "%<a>", "%#@", "%#@a", "%%",
] as const; // prettier-ignore

const fragments = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((f) => f.join(""));
/** Every UTF-16 code unit, lone surrogates included. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes));
const prose = fc.stringMatching(/^[a-z éß日😀,.!?]{0,12}$/u);

/**
 * The laws of a syntax. `marks` are well-formed pieces that may stand next to any prose.
 */
export function describeSyntax(syntax: Syntax, marks: readonly string[]): void {
  describe(syntax.name, () => {
    test("covers every text in order and without a gap, and never throws", () => {
      fc.assert(
        fc.property(fc.oneof(fragments, units, fc.string({ unit: "binary" })), (text) => {
          expect(syntax.recognise(text)).toBeGreaterThanOrEqual(0);
          const tokens = syntax.tokens(text);
          if (isFault(tokens)) {
            expect(tokens.offset).toBeLessThanOrEqual(text.length);
            return;
          }
          const ends = tokens.map((token) => token.end);
          expect(tokens.map((token) => token.start)).toEqual([0, ...ends].slice(0, ends.length));
          expect(ends.at(-1) ?? 0).toBe(text.length);
          expect(tokens.every((token) => token.end > token.start)).toBe(true);
        }),
        { numRuns: 3_000 },
      );
    });

    test("finds the same placeholders, tags and links whatever prose stands between them", () => {
      const pieces = fc.array(fc.tuple(fc.constantFrom(...marks), prose, prose), { maxLength: 8 });
      fc.assert(
        fc.property(pieces, (parts) => {
          const one = parts.map(([mark, a]) => `${a} ${mark} `).join("");
          const other = parts.map(([mark, , b]) => `${b} ${mark} `).join("");
          expect(significant(syntax, one)).toEqual(significant(syntax, other));
        }),
        { numRuns: 500 },
      );
    });

    test("leaves no mark as prose", () => {
      for (const mark of marks) {
        const tokens = syntax.tokens(mark);
        expect(isFault(tokens) ? tokens : tokens.map((t) => t.kind)).not.toEqual(["text"]);
      }
    });

    test("takes time in proportion to the text, shown on 2 and 100 kB", () => {
      for (const fragment of FRAGMENTS) {
        const small = fragment.repeat(2_000 / fragment.length);
        const large = small.repeat(50);
        if (milliseconds(syntax, large) < CERTAINLY_LINEAR) continue;
        const ratio = best(syntax, large) / best(syntax, small);
        // Linear gives 50, quadratic 2,500.
        expect(ratio, JSON.stringify(fragment)).toBeLessThan(400);
      }
    });
  });
}

function significant(syntax: Syntax, text: string): readonly Partial<Token>[] {
  const tokens = syntax.tokens(text);
  if (isFault(tokens)) throw new Error(`${tokens.fault} at ${tokens.offset} in ${text}`);
  return tokens
    .filter(({ kind }) => kind !== "text")
    .map(({ kind, name, type, branch }) => ({ kind, name, type, branch }));
}

/** Of the processor: the wall's clock tells of the machine's other work. */
function milliseconds(syntax: Syntax, text: string): number {
  const start = process.cpuUsage();
  syntax.tokens(text);
  syntax.recognise(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function best(syntax: Syntax, text: string): number {
  return Math.min(...Array.from({ length: 3 }, () => milliseconds(syntax, text)));
}
