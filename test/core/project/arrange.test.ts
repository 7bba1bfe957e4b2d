import { describe, expect, test } from "vitest";
import { UsageError } from "../../../core/model/errors.ts";
import { arrange, type Arrangement } from "../../../core/project/arrange.ts";
import { type ConfigFile, resolveConfig } from "../../../core/project/config.ts";

function arranged(
  files: ConfigFile["files"],
  paths: string[],
  rest: Partial<ConfigFile> = {},
): Arrangement {
  return arrange(resolveConfig({ sourceLocale: "en", files, ...rest }), paths);
}

/** `source: target, +target to create`, a line a source file. */
function told({ sources }: Arrangement): string[] {
  return sources.map(({ path, targets }) =>
    [`${path}:`, ...targets.map((t) => (t.exists ? t.path : `+${t.path}`))].join(" "),
  );
}

test("the locales of a family are those found in any of its files", () => {
  const paths = ["l/de/a.json", "l/en/a.json", "l/en/b/c.json", "l/fr/b/c.json"];
  expect(told(arranged(["l/{locale}/{namespace}.json"], paths))).toEqual([
    "l/en/a.json: l/de/a.json +l/fr/a.json",
    "l/en/b/c.json: +l/de/b/c.json l/fr/b/c.json",
  ]);
});

test("listed locales are the targets, in their order; files of others are ignored and said", () => {
  const result = arranged(["{locale}.json"], ["de.json", "en.json", "fr.json"], {
    targetLocales: ["ja", "de"],
  });
  expect(told(result)).toEqual(["en.json: +ja.json de.json"]);
  expect(result.ignored).toMatchObject([{ path: "fr.json", reason: "not-a-target" }]);
});

describe("a new file is spelled", () => {
  const listed = { targetLocales: ["pt-BR", "zh-Hant-TW"] };
  test.each([
    [
      ["en.json", "de_DE.json"],
      ["+pt_BR.json", "+zh_Hant_TW.json"],
    ],
    [
      ["en.json", "en-us.json"],
      ["+pt-br.json", "+zh-hant-tw.json"],
    ],
    [
      ["en.json", "pt_br.json"],
      ["pt_br.json", "+zh_hant_tw.json"],
    ],
    [["en.json"], ["+pt-BR.json", "+zh-Hant-TW.json"]],
  ])("like its siblings %j: %j", (paths, expected) => {
    expect(told(arranged(["{locale}.json"], paths, listed))).toEqual([
      `en.json: ${expected.join(" ")}`,
    ]);
  });

  test("as the locale is elsewhere in the family, whatever the siblings do", () => {
    const paths = ["a/de_DE.json", "a/en.json", "a/pt-br.json", "b/en.json", "b/fr_FR.json"];
    const [, b] = told(arranged(["*/{locale}.json"], paths, { targetLocales: ["pt-BR"] }));
    expect(b).toBe("b/en.json: +b/pt-br.json");
  });

  test("with underscores for Flutter, which reads no other", () => {
    const result = arranged(["l10n/app_{locale}.arb"], ["l10n/app_en.arb"], listed);
    expect(told(result)).toEqual(["l10n/app_en.arb: +l10n/app_pt_BR.arb +l10n/app_zh_Hant_TW.arb"]);
  });
});

test.each([[["en.json", "pt-BR.json", "pt_BR.json"]], [["en.json", "pt_BR.json", "pt-BR.json"]]])(
  "of two spellings of one locale the canonical one is the file, the other is said: %j",
  (paths) => {
    const result = arranged(["{locale}.json"], paths);
    expect(told(result)).toEqual(["en.json: pt-BR.json"]);
    expect(result.ignored).toMatchObject([{ path: "pt_BR.json", reason: "same-locale" }]);
  },
);

test("a file whose locale is none is ignored and said, unless the configuration lists it", () => {
  const paths = ["en.json", "percentages.json", "tlh-AA.json", "uwu.json"];
  const result = arranged(["{locale}.json"], paths, { targetLocales: ["uwu", "tlh-AA"] });
  expect(told(result)).toEqual(["en.json: uwu.json tlh-AA.json"]);
  expect(result.ignored).toMatchObject([{ path: "percentages.json", reason: "not-a-locale" }]);
});

test("a target whose source file does not exist is told apart", () => {
  const result = arranged(["l/{locale}/{namespace}.json"], ["l/de/old.json", "l/en/new.json"]);
  expect(result.withoutSource).toMatchObject([
    { path: "l/de/old.json", locale: "de", namespace: "old" },
  ]);
  expect(told(result)).toEqual(["l/en/new.json: +l/de/new.json"]);
});

test("two templates that claim one file are an error that names both", () => {
  const files = ["l/{locale}.json", "**/{locale}.json"];
  expect(() => arranged(files, ["l/en.json"])).toThrow(UsageError);
  expect(() => arranged(files, ["l/en.json"])).toThrow(
    'two path templates claim l/en.json: "l/{locale}.json" and "**/{locale}.json"',
  );
});

test("a claim without a locale yields to the template that has it", () => {
  const files = ["l/{locale}/{namespace}.json", "l/msg/{locale}.json"];
  expect(told(arranged(files, ["l/msg/en.json", "l/en/a.json"]))).toHaveLength(2);
});

function namespaces(files: string[], paths: string[]): string[] {
  return arranged(files, paths).sources.map((source) => source.namespace);
}

describe("namespaces are unique", () => {
  test("the path's own where that is enough", () => {
    expect(namespaces(["l/{locale}/{namespace}.json"], ["l/en/a.json"])).toEqual(["a"]);
    expect(namespaces(["p/*/{locale}.json"], ["p/x/en.json", "p/y/en.json"])).toEqual(["x", "y"]);
    expect(
      namespaces(["c/{locale}.yml", "c/avo.{locale}.yml"], ["c/en.yml", "c/avo.en.yml"]),
    ).toEqual(["", "avo"]);
  });
  test("with the template's folders where two families share one", () => {
    const files = ["a/{locale}/{namespace}.json", "b/{locale}/{namespace}.json"];
    const paths = ["a/en/common.json", "b/en/common.json", "b/en/other.json"];
    expect(namespaces(files, paths)).toEqual(["a/common", "b/common", "other"]);
  });
  test("the path where even the folders are shared", () => {
    expect(namespaces(["l/{locale}.json", "l/{locale}.yml"], ["l/en.json", "l/en.yml"])).toEqual([
      "l/{locale}.json",
      "l/{locale}.yml",
    ]);
  });
});

test("12,750 paths are arranged in time linear in their number", () => {
  const locales = ["en", "de", "fr", "ja", "pt-BR", "zh-Hant", "sr-Latn", "he", "uk", "ro"];
  const paths = locales.flatMap((l) => Array.from({ length: 1275 }, (_, i) => `l/${l}/n${i}.json`));
  arranged(["l/{locale}/{namespace}.json"], paths);
  const started = performance.now();
  const { sources } = arranged(["l/{locale}/{namespace}.json"], paths);
  expect(performance.now() - started).toBeLessThan(1500);
  expect(sources).toHaveLength(1275);
});
