import { expect, test } from "vitest";
import { scanJson } from "../../core/formats/json/scan.ts";
import { mayBeBlank } from "../../core/workflow/quality/blank.ts";

/** The text of one code unit as JSON may write it: itself, and as its escape in either case. */
function spellingsOf(unit: number): readonly string[] {
  const digits = unit.toString(16).padStart(4, "0");
  const short = JSON.stringify(String.fromCharCode(unit)).slice(1, -1);
  return [short, `\\u${digits}`, `\\u${digits.toUpperCase()}`];
}

function looksBlank(written: string): boolean {
  return mayBeBlank(scanJson(Buffer.from(`{"a":"${written}"}`)), 1);
}

test("no text of blanks is taken for prose, however it is written", () => {
  for (let unit = 0; unit <= 0xffff; unit++) {
    if (String.fromCharCode(unit).trim() !== "") continue;
    const spellings = spellingsOf(unit).filter((written) => looksBlank(written));
    expect(spellings, unit.toString(16)).toEqual(spellingsOf(unit));
  }
});

test.each(["a", "é", "д", "あ", "ア", "中", "한", "न", "\\u00e9", "\\u0434", "\\u3042", "\\u0061"])(
  "a text that begins with %j needs no second look",
  (written) => {
    expect(looksBlank(written)).toBe(false);
  },
);
