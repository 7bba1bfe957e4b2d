import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { createRepository } from "../support/repository.ts";

const PROSE =
  'Ein "langer" Text — mit Überlänge, für den niemand die Stelle suchen möchte. '.repeat(4);

test.each([
  ["json", `{\n  "terms": ${JSON.stringify(`${PROSE}{{nom}} ok`)}\n}\n`, "{{nom}}"],
  [
    "json",
    `{\n  "terms": "${PROSE.replaceAll('"', String.raw`\u201c`)}\\n{{nom}}"\n}\n`,
    "{{nom}}",
  ],
  ["yml", `terms: >\n  ${PROSE.replaceAll(". ", ".\n  ")}\n  {{nom}} ok\n`, "{{nom}}"],
  ["yml", `terms: "${PROSE.replaceAll('"', '\\"')}\\\n  {{nom}}"\n`, "{{nom}}"],
  ["yml", `terms: '${PROSE.replaceAll(", ", ",\n  ")} it''s {{nom}}'\n`, "{{nom}}"],
])(
  "in a long value of %s the offending token itself is shown: %#",
  async (extension, german, token) => {
    const repository = createRepository();
    const english = `${PROSE}{{name}} ok`;
    const source =
      extension === "json" ? { terms: english } : `terms: ${JSON.stringify(english)}\n`;
    repository.write(`locales/en.${extension}`, source);
    repository.write(`locales/de.${extension}`, german);
    repository.write(
      "locstep.yaml",
      `sourceLocale: en\nfiles: ['locales/{locale}.${extension}']\nsyntax: i18next\n`,
    );
    const { stdout } = await runCli(["check", "--json"], { cwd: repository.root });
    const { findings } = JSON.parse(stdout) as {
      findings: { code: string; line: number; column: number }[];
    };
    const { line = 0, column = 0 } = findings.find(({ code }) => code === "placeholder") ?? {};
    const there = german.split("\n")[line - 1]?.slice(column - 1);
    expect(there?.slice(0, token.length)).toBe(token);
  },
);
