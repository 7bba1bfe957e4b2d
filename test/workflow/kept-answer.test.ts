import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openRecall } from "../../core/workflow/checkout/kept-answer.ts";
import { openSession } from "../../core/workflow/session.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";

const CONFIG = "sourceLocale: en\nfiles: ['locales/{locale}.json']\n";
const CODE = `import { t } from "i18next";\nt("home");\n`;

/** "back" has no translation. */
async function project(): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", CONFIG);
  repository.write("package.json", { dependencies: { i18next: "*" } });
  repository.write("src/main.js", CODE);
  repository.write("locales/en.json", { home: "Home", back: "Back" });
  repository.write("locales/de.json", { home: "Startseite" });
  await repository.commit("Translate");
  await (await openSession({ cwd: repository.root, environment: {} })).adopt();
  await repository.commit("Adopt");
  return repository;
}

/** Checks and keeps the number of findings. */
async function answer({ root }: TestRepository): Promise<void> {
  const session = await openSession({ cwd: root, environment: {} });
  const { findings } = await session.check();
  await session.keepAnswer("count", findings.length);
}

function recalled({ root }: TestRepository, purpose = "count"): Promise<unknown> {
  return Promise.resolve(openRecall({ cwd: root }, purpose)?.());
}

test("an answer holds while nothing changes, findings or none", async () => {
  const repository = await project();
  expect(await recalled(repository)).toBeUndefined();
  await answer(repository);
  expect(await recalled(repository)).toBe(1);
  expect(await recalled(repository, "other")).toBeUndefined();
  repository.write("README.md", "Nothing that a check looks at.\n");
  expect(await recalled(repository)).toBe(1);
});

test.each<[string, (repository: TestRepository) => unknown]>([
  ["a target", ({ write }) => write("locales/de.json", { home: "Heim" })],
  ["a source", ({ write }) => write("locales/en.json", { home: "Home" })],
  ["a new locale", ({ write }) => write("locales/fr.json", {})],
  ["a locale that is gone", ({ remove }) => remove("locales/de.json")],
  ["code", ({ write }) => write("src/main.js", `${CODE}t("away");\n`)],
  ["new code", ({ write }) => write("src/more.js", CODE)],
  ["a manifest", ({ write }) => write("package.json", { dependencies: {} })],
  ["the configuration", ({ write }) => write("locstep.yaml", `${CONFIG}targetLocales: [fr]\n`)],
  ["the ledger", ({ git }) => git("rm", "-q", "-r", "--", ".locstep")],
  ["the baseline", ({ write }) => write(".locstep/baseline.json", { version: 1, findings: [] })],
  ["history", ({ commit, write }) => (write("README.md", "Of it.\n"), commit("Elsewhere"))],
])("no answer holds once %s changed", async (_what, change) => {
  const repository = await project();
  await answer(repository);
  expect(await recalled(repository)).toBe(1);
  await change(repository);
  expect(await recalled(repository)).toBeUndefined();
});

test("none is kept where git does not tell all that a check looks at", async () => {
  const modified = await project();
  modified.write("src/main.js", `${CODE}t("back");\n`);
  const assumed = await project();
  await assumed.git("update-index", "--assume-unchanged", "--", "locales/de.json");
  const cut = await (await project()).clone({ depth: 1 });
  for (const repository of [modified, assumed, cut]) {
    await answer(repository);
    expect(existsSync(join(repository.root, ".git/locstep/answer.json"))).toBe(false);
  }
});

test("an answer of an update is not taken for one of a check", async () => {
  const repository = await project();
  const session = await openSession({ cwd: repository.root, environment: {} });
  await session.check();
  repository.write("src/main.js", `${CODE}t("away");\n`);
  const { findings } = await session.update(["src/main.js"]);
  await session.keepAnswer("count", findings.length);
  expect(existsSync(join(repository.root, ".git/locstep/answer.json"))).toBe(false);
});
