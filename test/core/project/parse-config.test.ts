import { beforeAll, describe, expect, test } from "vitest";
import { UsageError } from "../../../core/model/errors.ts";
import {
  type Config,
  type Family,
  fallbacksOf,
  resolveConfig,
  stalePolicy,
} from "../../../core/project/config.ts";
import type { Known } from "../../../core/project/config-shape.ts";
import { parseConfigFile } from "../../../core/project/parse-config.ts";

const MINIMAL = "sourceLocale: en\nfiles: ['{locale}.json']\n";

function parseConfig(text: string, path: string, known?: Known): Config {
  return resolveConfig(parseConfigFile(text, path, known), path);
}

function fault(text: string, known?: Known): UsageError {
  try {
    parseConfig(text, "locstep.yaml", known);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

test("the design's example is read with all that it says", () => {
  const config = parseConfig(
    `sourceLocale: en
targetLocales: [de, fr, pt_BR]
files:
  - src/locales/{locale}/{namespace}.json
  - path: config/locales/{locale}.yml
    format: yaml
    syntax: ruby
    stale: keep
provider: { name: acme, engineId: eng_1, baseUrl: "https://api.example" }
stale: { default: retranslate, fr: suggest }
locked: ["**.url"]
limits: { characters: 200000 }
checks: { unchanged: off, length: error }
`,
    "web/locstep.yaml",
  );
  expect(config).toMatchObject({
    path: "web/locstep.yaml",
    sourceLocale: "en",
    targetLocales: ["de", "fr", "pt-BR"],
    families: [{ format: undefined }, { format: "yaml", syntax: "ruby" }],
    provider: { name: "acme", baseUrl: "https://api.example", options: { engineId: "eng_1" } },
    emptyIsMissing: true,
    locked: ["**.url"],
    limits: { characters: 200000, messages: Infinity },
  });
  expect([...config.checks]).toEqual([
    ["unchanged", "off"],
    ["length", "error"],
  ]);
  const [json, yaml] = config.families as [Family, Family];
  expect(json.template.match("web/src/locales/de/a.json")?.namespace).toBe("a");
  expect(["de", "fr"].map((l) => stalePolicy(json, l))).toEqual(["retranslate", "suggest"]);
  expect(["de", "fr"].map((l) => stalePolicy(yaml, l))).toEqual(["keep", "keep"]);
});

test("defaults decide nothing about a person's text: no stale policy is none", () => {
  const [family] = parseConfig(MINIMAL, "locstep.yaml").families as [Family];
  expect(stalePolicy(family, "de")).toBeUndefined();
});

describe("an error has file, line, column and remedy:", () => {
  test.each([
    [
      "sourceLocal: en\nfiles: ['{locale}.json']",
      '1:1: unknown key "sourceLocal"; did you mean "sourceLocale"?',
    ],
    ["files: ['{locale}.json']", '1:1: "sourceLocale" is missing'],
    [
      "sourceLocale: en\nfiles: []",
      '2:8: "files" must be a list with at least one item, not an empty list',
    ],
    ["sourceLocale: en\nfiles: x/{locale}.json", '2:8: "files" must be a list'],
    ["sourceLocale: english\nfiles: ['{locale}.json']", '1:15: "sourceLocale" must be a locale'],
    [
      `${MINIMAL}limits:\n  characters: lots`,
      '4:15: "limits.characters" must be a whole number above 0, not "lots"',
    ],
    [`${MINIMAL}limits:\n  characters: -1`, '4:15: "limits.characters"'],
    [
      `${MINIMAL}limits:\n  chars: 1`,
      '4:3: unknown key "limits.chars"; known: characters, messages',
    ],
    [
      `${MINIMAL}stale: sugest`,
      '3:8: "stale" must be one of retranslate, suggest, keep, not "sugest"; did you mean "suggest"?',
    ],
    [
      `${MINIMAL}stale: never`,
      '3:8: "stale" must be one of retranslate, suggest, keep, not "never"\n',
    ],
    [
      `${MINIMAL}stale: { dr: keep, defaul: keep }`,
      '3:20: not a locale: "stale.defaul"; did you mean "default"?',
    ],
    [
      `${MINIMAL}checks: { lenght: off }`,
      '3:11: unknown key "checks.lenght"; did you mean "length"?',
    ],
    [
      `${MINIMAL}review: [empty]`,
      '3:10: "review[0]" must be one of placeholder, syntax, plural, markup, link, locked, not "empty"',
    ],
    [
      `${MINIMAL}review: [plural]\nchecks: { rejected: off }`,
      '4:21: "rejected" cannot be off while "review" has refused translations written',
    ],
    [`${MINIMAL}emptyIsMissing: "yes"`, '3:17: "emptyIsMissing" must be true or false, not "yes"'],
    ["sourceLocale: en\nfiles:\n  - ../x/{locale}.json", '3:5: "files[0]" is no path template'],
    ["sourceLocale: en\nfiles:\n  - path: x.json", '3:11: "files[0].path" is no path template'],
    [`${MINIMAL}targetLocales: [de, de]`, '3:21: "de" stands here a second time'],
    [`${MINIMAL}targetLocales: [en]`, '3:17: "en" is the source locale'],
    [`${MINIMAL}sourceLocale: de`, '3:1: "sourceLocale" stands here a second time'],
    [
      `${MINIMAL}fallbacks: { zh-TW: zh-CN }`,
      '3:21: "zh-TW" and "zh-CN" are written in different scripts',
    ],
    [`${MINIMAL}provider: { baseUrl: ftp://x }`, '3:22: "provider.baseUrl" must be an address'],
    [`${MINIMAL}terms: &t [a]\nlocked: *t`, '4:9: "locked" must be a list, not an alias'],
    [`${MINIMAL}terms: [1]`, '3:9: "terms[0]" must be a text, not 1'],
    [`${MINIMAL}terms: [a`, "3:10: "],
    [
      "sourceLocale: en\nfiles: [src/{locale}.json]",
      "2:13: Missing , or : between flow sequence items: quote a path that holds {…}",
    ],
    [`${MINIMAL}provider: acme`, '3:11: "provider" must be a map, such as { name: acme }, not'],
    [`${MINIMAL}targetLocales: de`, '3:16: "targetLocales" must be a list, such as [de], not "de"'],
    ["- a", "1:1: must be a map"],
    ["", "1:1: must be a map"],
  ])("%j", (text, message) => {
    expect(`${fault(text).message}\n`).toContain(`locstep.yaml:${message}`);
  });

  test("all of them at once, in the order of the file", () => {
    const lines = fault("sourceLocal: en\nfiles: []\nterms: 1\n").message.split("\n");
    expect(lines.map((line) => line.split(":")[1])).toEqual(["1", "1", "2", "3"]);
  });
});

describe("a secret in the file is an error that names the variable and never the value:", () => {
  test.each([
    "provider: { name: acme-ai, apiKey: S3CRET }",
    "provider: { name: acme-ai, access_token: S3CRET }",
    "provider: { name: acme-ai, nested: { password: S3CRET } }",
    "provider: { name: acme-ai, engine: sk-S3CRET }",
    "provider: { name: acme-ai, baseUrl: 'https://me:S3CRET@api.example' }",
    "apiKey: S3CRET\nprovider: { name: acme-ai }",
  ])("%s", (text) => {
    const error = fault(`${MINIMAL}${text}`);
    expect(error.message).toContain("ACME_AI_API_KEY");
    expect(`${error.message}${error.hint}`).not.toContain("S3CRET");
  });

  test("an option that only counts tokens is none", () => {
    const config = parseConfig(`${MINIMAL}provider: { name: acme, maxTokens: 9 }`, "locstep.yaml");
    expect(config.provider?.options).toEqual({ maxTokens: 9 });
  });
});

describe("names that other folders own", () => {
  const known: Known = {
    formats: ["json", "yaml"],
    providers: { acme: { engineId: { about: "Engine.", shape: { kind: "text" } } } },
  };
  test.each([
    ["provider: { name: acmee }", 'did you mean "acme"?'],
    [
      "provider: { name: acme, engineld: x }",
      'unknown key "provider.engineld"; did you mean "engineId"?',
    ],
    ["provider: { name: acme, engineId: 1 }", '"provider.engineId" must be a text'],
  ])("are checked where they are known: %s", (text, message) => {
    expect(fault(`${MINIMAL}${text}`, known).message).toContain(message);
  });
  test("a format too", () => {
    const text = "sourceLocale: en\nfiles: [{ path: '{locale}.json', format: jsn }]";
    expect(fault(text, known).message).toContain('did you mean "json"?');
  });
});

describe("fallbacks", () => {
  test("are followed from entry to entry and never in circles", () => {
    const text = `${MINIMAL}fallbacks: { pt-AO: pt-PT, pt-PT: [pt, pt-AO], de: [de-AT, de-CH] }`;
    const config = parseConfig(text, "locstep.yaml");
    expect(fallbacksOf(config, "pt-AO")).toEqual(["pt-PT", "pt"]);
    expect(fallbacksOf(config, "de")).toEqual(["de-AT", "de-CH"]);
    expect(fallbacksOf(config, "fr-CA")).toEqual([]);
  });
  test("true means CLDR's", () => {
    const config = parseConfig(`${MINIMAL}fallbacks: true`, "locstep.yaml");
    expect(fallbacksOf(config, "es-MX")).toEqual(["es-419", "es"]);
  });
});

test("`no` is Norwegian, and `__proto__` is a key like any", () => {
  expect(parseConfig(`${MINIMAL}targetLocales: [no]`, "locstep.yaml").targetLocales).toEqual([
    "no",
  ]);
  const text = `${MINIMAL}provider: { name: acme, __proto__: { polluted: 1 } }`;
  expect(Object.keys(parseConfig(text, "locstep.yaml").provider?.options ?? {})).toEqual([
    "__proto__",
  ]);
  expect(fault(`${MINIMAL}__proto__: 1`).message).toContain('unknown key "__proto__"');
});

/** Microseconds of processor for reading a text: what other processes do adds nothing. */
function costOf(text: string): number {
  const before = process.cpuUsage();
  try {
    parseConfig(`${MINIMAL}${text}`, "locstep.yaml");
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
  }
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

test("a configuration that nobody wrote by hand is not even parsed", () => {
  const text = `terms: [${"x,".repeat(5_000_000)}]`;
  expect(fault(text).message).toBe("locstep.yaml:1:1: is longer than 65536 characters");
});

describe("hostile YAML costs about as much as an honest file of its length:", () => {
  let honest: number;
  beforeAll(() => {
    honest = costOf(`terms: [${"x, ".repeat(20_000)}x]`);
  });

  test.each([
    [
      "an alias bomb",
      `a: &a [x,x]\n${Array.from({ length: 30 }, (_, i) => `k${i}: &k${i} [*a,*a]`).join("\n")}`,
    ],
    ["deep nesting", `terms: ${"[".repeat(60_000)}`],
    ["deep maps", `provider: ${"{a: ".repeat(15_000)}`],
    [
      "deep nesting that is closed",
      `provider: { name: a, x: ${"[".repeat(2_000)}${"]".repeat(2_000)} }`,
    ],
    ["many keys", Array.from({ length: 6_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["bad escapes", `terms: ["${"\\u".repeat(30_000)}"]`],
  ])("%s", (_, text) => {
    expect(text.length).toBeLessThan(65_000);
    // As measured one to two times; each character looking at each other one would be hundreds.
    expect(costOf(text)).toBeLessThan(30 * honest);
  });
});
