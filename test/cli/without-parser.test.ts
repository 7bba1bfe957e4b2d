import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { cliPath } from "../support/cli.ts";
import { createRepository, temporaryFolder } from "../support/repository.ts";

test("where the parser of source code is not installed, locale files are checked and that is said", async () => {
  const repository = createRepository();
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['locales/{locale}.json']\n");
  repository.write("package.json", { dependencies: { i18next: "26" } });
  repository.write("src/page.ts", 'import { t } from "i18next";\nt("gone");\n');
  repository.write("locales/en.json", { home: "Home", back: "Back" });
  repository.write("locales/de.json", { home: "Startseite" });
  await repository.commit("Translate");
  // As beside the action's bundle: no node_modules above it.
  const alone = join(temporaryFolder(), "cli");
  cpSync(dirname(cliPath()), alone, { recursive: true });

  const cli = join(alone, basename(cliPath()));
  const run = promisify(execFile)(process.execPath, [cli, "check", "--json"], {
    cwd: repository.root,
    timeout: 60_000,
  });
  const report = JSON.parse((await run).stdout);
  expect(report.findings.map(({ code }: { code: string }) => code)).toContain("missing");
  expect(report.notes).toContainEqual(expect.stringContaining("`oxc-parser`, is not installed"));
});
