import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expand } from "../../../core/plurals/expand.ts";
import type { Key } from "../../../core/model/key.ts";
import type { PluralStyle } from "../../../core/plurals/plural-style.ts";
import { detectPluralStyle, pluralStyles } from "../../../core/plurals/plural-styles.ts";
import { describePluralStyle } from "../../contract/plural-style.ts";

const i18next = pluralStyles.i18next;
const v3 = pluralStyles["i18next-v3"];
const rails = pluralStyles.rails;

for (const style of Object.values(pluralStyles)) describePluralStyle(style);

describe("i18next", () => {
  test("takes a context as part of what the forms are forms of", () => {
    const [group, ...more] = i18next.group(leaves("friend_male_one", "friend_male_other"), "en");
    expect(more).toEqual([]);
    expect(group?.base).toEqual(["friend_male"]);
  });

  test("keeps ordinals apart from cardinals of the same base", () => {
    const keys = leaves("day_one", "day_other", "day_ordinal_one", "day_ordinal_other");
    expect(i18next.group(keys, "en").map(({ type }) => type)).toEqual(["cardinal", "ordinal"]);
  });

  test("takes a lone _other for a plural only where the locale has one form", () => {
    expect(i18next.group(leaves("reason_other", "reason_spam"), "en")).toEqual([]);
    expect(i18next.group(leaves("file_other"), "ja")).toHaveLength(1);
  });

  test("expands one and other to the categories of the target, in CLDR's order", () => {
    expect(expanded(i18next, ["file_one", "file_other"], "ru")).toEqual([
      "file_one < file_one (1)",
      "file_few < file_other (2)",
      "file_many < file_other (5)",
      "file_other < file_other (1.5)",
    ]);
    expect(expanded(i18next, ["file_one", "file_other"], "ar")).toHaveLength(6);
    expect(expanded(i18next, ["file_one", "file_other"], "ja")).toEqual([
      "file_other < file_other (1)",
    ]);
  });

  test("asks for the French many", () => {
    const [group] = i18next.group(leaves("file_one", "file_other"), "en");
    const many = expand(i18next, group!, "en", "fr").find(({ form }) => form.name === "many");
    expect(many?.form).toMatchObject({ example: 1_000_000 });
  });

  test("keeps the form for exactly zero in locales that have no such category", () => {
    const forms = ["file_zero", "file_one", "file_other"];
    expect(expanded(i18next, forms, "de")[0]).toBe("file_zero < file_zero (0)");
    expect(expanded(i18next, forms, "ar")[0]).toBe("file_zero < file_zero (0)");
    expect(expanded(i18next, forms, "lv")[0]).toBe("file_zero < file_other (0)");
  });

  test("gives an unknown locale the forms of the source", () => {
    expect(expanded(i18next, ["file_one", "file_other"], "xx")).toEqual([
      "file_one < file_one (1)",
      "file_other < file_other (2)",
    ]);
  });
});

describe("i18next-v3", () => {
  test("reads the bare key as the singular", () => {
    const [group] = v3.group(leaves("file", "file_plural", "step_0", "step_1"), "en");
    expect([...group!.forms.keys()].sort()).toEqual(["", "plural"]);
  });

  test("numbers the forms of languages that have not two", () => {
    expect(expanded(v3, ["file", "file_plural"], "ru")).toEqual([
      "file_0 < file (1)",
      "file_1 < file_plural (2)",
      "file_2 < file_plural (5)",
    ]);
    expect(expanded(v3, ["file", "file_plural"], "ja")).toEqual(["file_0 < file_plural (1)"]);
    expect(expanded(v3, ["file", "file_plural"], "fr")).toEqual([
      "file < file (1)",
      "file_plural < file_plural (2)",
    ]);
  });
});

describe("rails", () => {
  test("takes only a map of nothing but categories for a plural", () => {
    const keys: readonly Key[] = [
      ["gems", "one"],
      ["gems", "other"],
      ["numbers", "one"],
      ["numbers", "other"],
      ["numbers", "seven"],
      ["steps", "one"],
      ["steps", "other", "title"],
    ];
    expect(rails.group(keys, "en").map(({ base }) => base)).toEqual([["gems"]]);
  });

  test("is not misled by keys that look like joined ones", () => {
    const keys: readonly Key[] = [
      ['a","b', "one"],
      ['a","b', "other"],
      ["a", "b", "x"],
      ["__proto__", "one"],
      ["__proto__", "other"],
    ];
    expect(rails.group(keys, "en")).toHaveLength(2);
  });
});

describe("detection", () => {
  test.for([
    ["i18next", leaves("file_one", "file_other", "save")],
    ["i18next-v3", leaves("file", "file_plural", "save")],
    [
      "rails",
      [
        ["file", "one"],
        ["file", "other"],
      ],
    ],
    [undefined, leaves("one", "other", "reason_other", "step_0", "step_1")],
  ] as const)("says %s", ([name, keys]) => {
    expect(detectPluralStyle(keys, "en")).toBe(name);
  });

  test("never throws, whatever the keys", () => {
    const segment = fc.oneof(fc.string(), fc.constantFrom("one", "other", "a_one", "_other", ""));
    fc.assert(
      fc.property(fc.array(fc.array(segment, { maxLength: 4 })), (keys) => {
        detectPluralStyle(keys, "en");
      }),
    );
  });
});

function leaves(...names: string[]): readonly Key[] {
  return names.map((name) => [name]);
}

/** `key < source (example)` of each form. */
function expanded(style: PluralStyle, names: string[], target: string): readonly string[] {
  const [group] = style.group(leaves(...names), "en");
  return expand(style, group!, "en", target).map(
    ({ key, source, form }) => `${key.join(".")} < ${source.join(".")} (${form.example})`,
  );
}
