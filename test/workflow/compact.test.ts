import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { acceptIn, compactIn, freshProvider, syncIn } from "../support/in-process.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

const provider = freshProvider((locale, text) => `${locale} ${text}`);

function segmentsOf({ root }: TestRepository): readonly string[] {
  return readdirSync(join(root, ".locstep/ledger")).map((name) => `.locstep/ledger/${name}`);
}

async function add(repository: TestRepository, name: string): Promise<void> {
  const texts = JSON.parse(repository.read("locales/en.json")) as object;
  repository.write("locales/en.json", { ...texts, [name]: `Text ${name}` });
  await repository.commit(`Add ${name}`);
  await syncIn(repository.root, provider);
  await repository.commit(`Translate ${name}`);
}

test("many segments become one, nothing reads otherwise, and a branch merges as before", async () => {
  const repository = createRepository();
  repository.write("locales/en.json", { home: "Home" });
  repository.write("locales/de.json", {});
  for (const name of ["a", "b", "c", "d"]) await add(repository, name);
  const session = await openSession({ cwd: repository.root, environment: {} });
  expect(await session.compact()).toEqual({ written: [], removed: [] });
  await repository.git("branch", "feature");
  for (const name of ["e", "f", "g", "h", "i"]) await add(repository, name);

  const before = segmentsOf(repository);
  const report = await session.check();
  const { written, removed } = await session.compact();
  // The last run's segment says all that is left to say, in one line.
  const [left = "", ...others] = segmentsOf(repository);
  expect([written, removed.length, others]).toEqual([[], before.length - 1, []]);
  expect(repository.read(left).trim().split("\n")).toHaveLength(2);
  expect(await session.check()).toEqual(report);
  await repository.commit("Compact");

  await repository.checkout("feature");
  repository.write("locales/fr.json", {});
  await syncIn(repository.root, provider);
  await repository.commit("Add French");
  expect(await repository.merge("main")).toBe("clean");
  const { locales } = await session.check();
  expect(locales["de"]).toMatchObject({ total: 10, translated: 10 });
  expect(locales["fr"]).toMatchObject({ total: 10, translated: 5, missing: 5 });
});

test("a file that was copied keeps what the other one's older lines know of it", async () => {
  const repository = createRepository();
  repository.write("locales/en/a.json", { home: "Home", old: "Old" });
  repository.write("locales/de/a.json", {});
  await repository.commit("Write a");
  await syncIn(repository.root, provider);
  for (const locale of ["en", "de"]) {
    repository.write(`locales/${locale}/b.json`, repository.read(`locales/${locale}/a.json`));
  }
  repository.write("locales/en/a.json", { home: "Start", old: "Old" });
  await repository.commit("Copy a to b, and change a");
  await syncIn(repository.root, provider);
  repository.write("locales/en/b.json", { home: "Home" });
  await repository.commit("Take a message away from b");

  const session = await openSession({ cwd: repository.root, environment: {} });
  const report = await session.check();
  expect(report.locales["de"]).toMatchObject({ total: 3, translated: 3 });
  expect((await compactIn(repository.root)).removed).not.toEqual([]);
  expect(await session.check()).toEqual(report);
});

/** A repository of one target, synced and committed. */
async function synced(texts: object): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locales/en.json", texts);
  repository.write("locales/de.json", {});
  await repository.commit("Write");
  await syncIn(repository.root, provider);
  await repository.commit("Translate");
  return repository;
}

test("a line stays that alone knows of an orphan, so that a sync still removes it", async () => {
  const repository = await synced({ home: "Home", old: "Old" });
  repository.write("locales/en.json", { home: "Home!" });
  await repository.commit("Change one, take the other away");
  expect(await acceptIn(repository.root, "home")).toBe(1);
  await repository.commit("Accept");
  await compactIn(repository.root);
  const session = await openSession({ cwd: repository.root, environment: {} });
  expect((await session.check()).findings).toMatchObject([{ code: "orphaned", key: ["old"] }]);
  await syncIn(repository.root, provider);
  expect(JSON.parse(repository.read("locales/de.json"))).toEqual({ home: "de Home" });
  expect((await session.check()).findings).toEqual([]);
});

test("lines stay that a change needs which nobody committed yet", async () => {
  const repository = await synced({ home: "Home", save: "Save" });
  const [source, target] = ["en", "de"].map((locale) => repository.read(`locales/${locale}.json`));
  repository.write("locales/en.json", { home: "Start", save: "Save" });
  await repository.commit("Change");
  await syncIn(repository.root, provider);
  await repository.commit("Translate the change");
  repository.write("locales/en.json", source ?? "");
  repository.write("locales/de.json", (target ?? "").replace("de Save", "Sichern"));
  const session = await openSession({ cwd: repository.root, environment: {} });
  const report = await session.check();
  expect(report.locales["de"]).toMatchObject({ translated: 1, unconfirmed: 1 });
  await compactIn(repository.root);
  expect(await session.check()).toEqual(report);
});
