import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseConfigFile } from "../../../core/project/parse-config.ts";
import { readPlainConfig } from "../../../core/project/plain-config.ts";
import { writeConfig } from "../../../core/project/write-config.ts";

test.each([
  "sourceLocale: en\ntargetLocales: [de, pt-BR, zh_TW]\nfiles:\n  - l/{locale}/{namespace}.json\n",
  "# Ours.\n\nsourceLocale: en\nfiles:\n  # Rails.\n  - config/locales/**/{locale}.yml\n  - '{locale}.json'\n",
  writeConfig(
    {
      sourceLocale: "no",
      targetLocales: ["de", "nb"],
      files: ["{locale}/*.json", "a.{locale}.arb"],
    },
    { origin: "Written by locstep init: found two", isInstalled: true },
  ),
])("locales and paths are read without a YAML parser: %j", (text) => {
  expect(readPlainConfig(text)).toEqual(parseConfigFile(text, "locstep.yaml"));
});

/** Lines of configurations, good ones and such as people and attackers write. */
const LINES = [
  "sourceLocale: en",
  "sourceLocale: en",
  "sourceLocale: no",
  "sourceLocale: 'en'",
  "sourceLocale: en # here",
  "sourceLocale: null",
  "sourceLocale: en-",
  "sourceLocale:en",
  "targetLocales: [de, fr]",
  "targetLocales: [de,fr]",
  "targetLocales: [de, de]",
  "targetLocales: [pt_BR, pt-BR]",
  "targetLocales: [en]",
  "targetLocales: []",
  "targetLocales:",
  "targetLocales:",
  "files:",
  "files:",
  "files:",
  "files: ['l/{locale}.json']",
  "  - l/{locale}.json",
  "  - l/{locale}.json",
  "  - l/{locale}/{namespace}.json",
  '  - "{locale}.json"',
  "  - '{locale}.json'",
  "  - {locale}.json",
  "  - ../{locale}.json",
  "  - {path: a}",
  "  - path: l/{locale}.json",
  "  - l/{locale}",
  "  - l/**/{locale}**.json",
  "  - de",
  "  - fr",
  "  - en",
  "  - 12",
  "- de",
  "   - de",
  "    {locale}.json",
  "  - *de",
  "provider: { name: none }",
  "checks: { stale: off }",
  "__proto__: {}",
  "extends: a/b:c@d",
  "# A comment.",
  "  # A comment: with: colons",
  "#\u0000",
  "",
  "   ",
  "\t",
  "---",
  "...",
  "%YAML 1.1",
];

test("what is read without a YAML parser is what the parser reads, and what it refuses is left to it", () => {
  let read = 0;
  const lines = fc.array(fc.constantFrom(...LINES), { minLength: 3, maxLength: 9 });
  const good = fc
    .tuple(fc.array(fc.constantFrom(...LINES), { maxLength: 2 }), fc.nat(6))
    .map(([more, at]) => {
      const all = ["sourceLocale: en", "targetLocales:", "  - de", "files:", "  - l/{locale}.json"];
      return all.toSpliced(at, 0, ...more);
    });
  fc.assert(
    fc.property(fc.oneof(lines, good), fc.constantFrom("\n", "\n", "\n", "\r\n"), (all, end) => {
      const text = all.join(end);
      const plain = readPlainConfig(text);
      if (plain === undefined) return;
      read++;
      expect(plain).toEqual(parseConfigFile(text, "locstep.yaml"));
    }),
    { numRuns: 3_000 },
  );
  expect(read).toBeGreaterThan(100);
});
