import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Kind } from "../../../core/catalog/catalog.ts";
import { canBePlain, kindOfPlain } from "../../../core/formats/yaml/plain.ts";

describe("a plain scalar is a text", () => {
  test.each([
    ..."Ja|y|N|nein|on time|yes please|1st|12 Uhr|+49 30 123|-1 day|3-4|24/7|v1.2.3|1.2.3".split(
      "|",
    ),
    ..."12:3o|.|..|.hidden|-|--|<<|=|e|0x|0xg|1_a|%|a:b|::|2001-13|2001-1-1-1|$5|5€|nullable".split(
      "|",
    ),
    ..."true story|Off the record|onward|null and void|infinity|.infinite|１２".split("|"),
  ])("%s", (source) => {
    // Psych takes `::` for the symbol `:`.
    expect(kindOfPlain(source)).toBe(source === "::" ? Kind.Other : Kind.Text);
  });
});

describe("a plain scalar is a null", () => {
  test.each(["~", "null", "Null", "NULL", "nULL"])("%s", (source) => {
    expect(kindOfPlain(source)).toBe(Kind.Null);
  });
});

describe("a plain scalar is something else than a text for some runtime", () => {
  test.each([
    ..."true|True|TRUE|tRuE|false|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF".split("|"),
    ..."0|-1|+1|12|1_000|1,000|1_000,5|012|0o14|0x1F|-0xff|0b101|1__|12,".split("|"),
    ..."12:30|12:30:45|-1:30|190:20:30.15|1.5|-1.5|+1.5|.5|-.5|1.|1e3|1E-3|1.5e+3|1_0.5|1,000.5".split(
      "|",
    ),
    ..."685.230_15e+03|.inf|-.inf|+.INF|.NaN|.nan".split("|"),
    ..."2001-12-14|2001-1-1|2001-12-14t21:59:43.10-05:00|2001-12-14 21:59:43.10 -5|2001-12-15 2:59:43.10".split(
      "|",
    ),
    ...'2001-12-14T21:59:43Z|:year|:"quoted"|:a b|:1'.split("|"),
  ])("%s", (source) => {
    expect(kindOfPlain(source)).toBe(Kind.Other);
  });
});

test("whatever is written plain is read back as itself, by YAML 1.1 and 1.2, in blocks and flows", () => {
  const pieces = fc.constantFrom(
    ...":|: |#| #|-|- |?|,|[|]|{|}|&|*|!|||>|'|\"|%|@|`| |.|...|---|1|0x|e|_|y|no|null|~|=|<<|a|é|👩|\t".split(
      "|",
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, fc.boolean(), (text, inFlow) => {
      if (!canBePlain(text, inFlow)) return;
      const document = inFlow ? `{a: ${text}, b: [${text}], "c": ${text}}` : `a: ${text}\nb: [x]\n`;
      for (const version of ["1.1", "1.2"] as const) {
        const value = parse(document, { version }) as Record<string, unknown>;
        expect(value["a"]).toBe(text);
        if (inFlow) expect(value).toEqual({ a: text, b: [text], c: text });
      }
    }),
    { numRuns: 3000 },
  );
});

test.each([
  "y",
  "n",
  "N",
  "=",
  "<<",
  ".",
  " a",
  "a ",
  "",
  "a: b",
  "a #b",
  "a:",
  "- a",
  "a\nb",
  "a\u0085b",
  "\u2028",
])("%j is never written plain", (text) => {
  expect(canBePlain(text, false)).toBe(false);
});
