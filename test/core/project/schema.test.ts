import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { UsageError } from "../../../core/model/errors.ts";
import { known } from "../../../core/workflow/checkout/known-names.ts";
import { parseConfigFile } from "../../../core/project/parse-config.ts";
import { schemaText } from "../../../scripts/schema.ts";

const root = join(import.meta.dirname, "../../..");

test("schema.json is current (--update writes it)", async () => {
  await expect(schemaText(known)).toMatchFileSnapshot(join(root, "schema.json"));
});

/** As much of JSON Schema as `schema.json` uses; an unknown keyword fails the test. */
function isValid(schema: Record<string, unknown>, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`unknown keyword ${keyword}`);
    return check(rule as never, value, schema);
  });
}

type Keyword = (rule: never, value: unknown, schema: Record<string, unknown>) => boolean;
type Schema = Record<string, unknown>;
const KEYWORDS: Record<string, Keyword> = {
  $schema: () => true,
  title: () => true,
  description: () => true,
  type: (rule: string, value) => TYPES[rule]?.(value) ?? false,
  enum: (rule: unknown[], value) => rule.includes(value),
  pattern: (rule: string, value) => new RegExp(rule, "u").test(String(value)),
  minimum: (rule: number, value) => Number(value) >= rule,
  minLength: (rule: number, value) => String(value).length >= rule,
  minItems: (rule: number, value) => (value as unknown[]).length >= rule,
  items: (rule: Schema, value) => (value as unknown[]).every((item) => isValid(rule, item)),
  anyOf: (rule: Schema[], value) => rule.some((one) => isValid(one, value)),
  required: (rule: string[], value) => rule.every((name) => Object.hasOwn(value as object, name)),
  properties: (rule: Record<string, Schema>, value) =>
    Object.entries(value as object).every(([k, v]) => !rule[k] || isValid(rule[k], v)),
  additionalProperties: (rule: boolean | Schema, value, { properties }) =>
    Object.entries(value as object).every(
      ([k, v]) =>
        Object.hasOwn(properties as object, k) ||
        (typeof rule === "boolean" ? rule : isValid(rule, v)),
    ),
};
const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isInteger(value),
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

/** Every `locstep.yaml` of the examples. */
function examples(): string[] {
  const folder = join(root, "examples");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /(?:^|[\\/])locstep\.ya?ml$/u.test(path) && !path.includes("node_modules"))
    .map((path) => join(folder, path));
}

test.skipIf(examples().length === 0)("the examples' configurations are valid for both", () => {
  for (const path of examples()) {
    const text = readFileSync(path, "utf8");
    expect(isValid(JSON.parse(schemaText(known)) as Schema, parse(text)), path).toBe(true);
    expect(() => parseConfigFile(text, path)).not.toThrow();
  }
});

test.each([
  ["provider: { name: lingo, context: A shop }", true],
  ["provider: { name: lingo, contxt: A shop }", false],
  ["provider: { name: lngo }", false],
  ["provider: { name: locize }", false],
  ["provider: { name: locize, projectId: x, cdn: standard }", true],
  ["syntax: i18nxt", false],
  ["code: { libraries: [i18next] }", true],
  ["code: { libraries: [react] }", false],
])("schema.json knows the names that a configuration may use: %s", (line, valid) => {
  const schema = JSON.parse(readFileSync(join(root, "schema.json"), "utf8")) as Schema;
  const file = parse(`sourceLocale: en\nfiles: ['{locale}.json']\n${line}`);
  expect(isValid(schema, file)).toBe(valid);
});

test("everything that can be set is described", () => {
  const schema = JSON.parse(readFileSync(join(root, "schema.json"), "utf8")) as Schema;
  const properties = schema["properties"] as Record<string, Schema>;
  const checks = properties["checks"]?.["properties"] as Record<string, Schema>;
  for (const [name, property] of Object.entries({ ...properties, ...checks })) {
    expect(property["description"], name).toMatch(/^[A-Z].+\.$/u);
  }
});

describe("schema and reader agree on", () => {
  const minimal = "sourceLocale: en\nfiles: ['{locale}.json']\n";
  test.each([
    ["the least", minimal, true],
    [
      "the long form",
      "sourceLocale: en\nfiles: [{ path: '{locale}.json', stale: { default: keep } }]",
      true,
    ],
    ["a provider's own options", `${minimal}provider: { name: acme, engineId: 1 }`, true],
    ["stale by locale", `${minimal}stale: { fr: suggest }`, true],
    ["checks", `${minimal}checks: { length: off }`, true],
    ["fallbacks", `${minimal}fallbacks: { pt-AO: [pt-PT, pt] }`, true],
    ["an unknown key", `${minimal}file: x`, false],
    ["an unknown check", `${minimal}checks: { lenght: off }`, false],
    ["an unknown policy", `${minimal}stale: never`, false],
    ["no files", "sourceLocale: en\nfiles: []", false],
    ["no source locale", "files: ['{locale}.json']", false],
    ["a path without a locale", "sourceLocale: en\nfiles: [a.json]", false],
    ["a limit of nothing", `${minimal}limits: { characters: 0 }`, false],
  ])("%s", (_, text, valid) => {
    const schema = JSON.parse(schemaText()) as Schema;
    expect(isValid(schema, parse(text))).toBe(valid);
    const read = (): unknown => parseConfigFile(text, "locstep.yaml");
    if (valid) expect(read).not.toThrow();
    else expect(read).toThrow(UsageError);
  });
});
