import {
  existsSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../core/report/report.ts";
import { openSession } from "../../core/workflow/session.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";

const CONFIG = "sourceLocale: en\nfiles: ['locales/{locale}.json']\n";

async function settled(): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", CONFIG);
  repository.write("locales/en.json", { home: "Home", back: "Back" });
  repository.write("locales/de.json", { home: "Startseite", back: "Zurück" });
  await repository.commit("Translate");
  await (await sessionIn(repository)).adopt();
  await repository.commit("Adopt");
  return repository;
}

function sessionIn({ root }: TestRepository): ReturnType<typeof openSession> {
  return openSession({ cwd: root, environment: {} });
}

async function check(repository: TestRepository): Promise<Report> {
  return (await sessionIn(repository)).check();
}

function keptIn({ root }: TestRepository): string {
  return join(root, ".git/locstep/settled");
}

test("a check in which nothing changed takes the report of the one before", async () => {
  const repository = await settled();
  const first = await check(repository);
  const kept = readFileSync(keptIn(repository), "latin1");
  expect(await check(repository)).toEqual(first);
  // No file and no ledger says 77: only what was kept does.
  writeFileSync(keptIn(repository), kept.replaceAll('"total":2', '"total":77'), "latin1");
  expect((await check(repository)).locales).toMatchObject({ de: { total: 77 } });
});

test("what was kept in part is not taken", async () => {
  const repository = await settled();
  const first = await check(repository);
  const { length } = readFileSync(keptIn(repository));
  for (const size of [0, 10, length - 500, length - 1]) {
    truncateSync(keptIn(repository), size);
    expect(await check(repository)).toEqual(first);
    expect(readFileSync(keptIn(repository))).toHaveLength(length);
  }
});

test.each([
  ["a target", "locales/de.json", { home: "Startseite" }],
  ["a source", "locales/en.json", { home: "Home", back: "Go back" }],
  ["a new locale", "locales/fr.json", {}],
  ["the configuration", "locstep.yaml", `${CONFIG}targetLocales: [de, fr]\n`],
])("what was kept is not taken once %s changes", async (_what, path, content) => {
  const repository = await settled();
  await check(repository);
  repository.write(path, content);
  expect((await check(repository)).findings).not.toEqual([]);
  await repository.commit("Change");
  expect((await check(repository)).findings).not.toEqual([]);
});

test("what was kept is not taken once the ledger changes", async () => {
  const repository = await settled();
  await check(repository);
  await repository.git("rm", "-q", "-r", "--", ".locstep");
  expect((await check(repository)).locales).toMatchObject({ de: { translated: 0 } });
});

test("nothing is kept where something is told, though every message is translated", async () => {
  const repository = await settled();
  repository.write("locales/de.json", { home: "Startseite", back: "Zurück", gone: "Weg" });
  await repository.commit("Leave a stranger");
  const { locales, findings } = await check(repository);
  expect(locales["de"]).toMatchObject({ total: 2, translated: 2 });
  expect(findings).toMatchObject([{ code: "orphaned", key: ["gone"] }]);
  expect(existsSync(keptIn(repository))).toBe(false);
});

test("nothing is kept where a content can change behind git's listing", async () => {
  const assumed = await settled();
  await assumed.git("update-index", "--assume-unchanged", "--", "locales/de.json");
  const linked = await settled();
  linked.write("elsewhere.json", { home: "Startseite", back: "Zurück" });
  unlinkSync(join(linked.root, "locales/de.json"));
  symlinkSync("../elsewhere.json", join(linked.root, "locales/de.json"));
  await linked.commit("Link");
  await (await sessionIn(linked)).adopt();
  for (const repository of [assumed, linked]) {
    expect((await check(repository)).locales).toMatchObject({ de: { translated: 2 } });
    expect(existsSync(keptIn(repository))).toBe(false);
  }
});
