import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../support/cli.ts";
import { createRepository } from "../../support/repository.ts";
import { formatSarif } from "../../../core/report/sarif.ts";
import { caseNames, readCase } from "./cases.ts";

/** The schema and a validator of its draft, too heavy to depend on for one test. */
const PACKAGES = ["@microsoft/jest-sarif@1.0.0-beta.0", "ajv@8.20.0", "ajv-draft-04@1.0.0"];
const SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

interface Validate {
  (log: unknown): boolean;
  readonly errors?: readonly unknown[] | null;
}

let folder: string;
let validate: Validate | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "locstep-sarif-"));
  await writeFile(join(folder, "package.json"), "{}");
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  try {
    await promisify(execFile)("npm", ["install", ...options, ...PACKAGES], {
      cwd: folder,
      timeout: 50_000,
    });
  } catch {
    return;
  }
  const load = createRequire(join(folder, "package.json"));
  const Ajv = load("ajv-draft-04");
  validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(
    load(SCHEMA),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a SARIF log is valid by the schema of 2.1.0 (skipped where npm installs nothing)", () => {
  it.for(caseNames)("%s", (name, { skip }) => {
    if (validate === undefined) return skip("npm installed nothing");
    const log: unknown = JSON.parse(formatSarif(readCase(name).report.findings, "1.2.3"));
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  });

  it("findings at places of use, as check prints them", async ({ skip }) => {
    if (validate === undefined) return skip("npm installed nothing");
    const repository = createRepository();
    repository.write("package.json", { dependencies: { i18next: "25" } });
    repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}.json']\n");
    repository.write("l/en.json", { k: "K {{x}}", "[a](b)": "A" });
    repository.write("l/de.json", {});
    repository.write("src/ä b.ts", 'import { t } from "i18next";\nt("k"); t("k2"); t("[a](c)");\n');
    const { stdout } = await runCli(["check", "--format", "sarif"], { cwd: repository.root });
    const log = JSON.parse(stdout);
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const rules = log.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId);
    expect(rules).toEqual(
      expect.arrayContaining(["undefined-key", "argument", "missing-at-use", "missing"]),
    );
  });
});
