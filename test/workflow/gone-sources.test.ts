import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshProvider, syncIn } from "../support/in-process.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

const asked: string[] = [];
const provider = freshProvider((locale, text) => {
  asked.push(text);
  return `${locale} ${text}`;
});

/** Two namespaces, synced and committed. */
async function shop(config = ""): Promise<TestRepository> {
  const repository = createRepository();
  const files = "files: ['locales/{locale}/{namespace}.json']\n";
  repository.write("locstep.yaml", `sourceLocale: en\ntargetLocales: [de]\n${files}${config}`);
  repository.write("locales/en/app.json", { home: "Home" });
  repository.write("locales/en/shop.json", { cart: "Cart", pay: "Pay" });
  await syncIn(repository.root, provider);
  await repository.commit("Translate");
  asked.length = 0;
  return repository;
}

function isThere({ root }: TestRepository, path: string): boolean {
  return existsSync(join(root, path));
}

test("a deleted source file takes what facts knew along, and an emptied file goes", async () => {
  const repository = await shop();
  const ledger = readdirSync(join(repository.root, ".locstep/ledger"));
  repository.remove("locales/en/shop.json");
  const report = await syncIn(repository.root, provider);
  expect(isThere(repository, "locales/de/shop.json")).toBe(false);
  // Of a source that is gone there is nothing to state.
  expect(readdirSync(join(repository.root, ".locstep/ledger"))).toEqual(ledger);
  expect(report.changes.removed.map(({ key }) => key)).toEqual([["cart"], ["pay"]]);
  expect(report.written).toEqual(["locales/de/shop.json"]);
  expect(report.findings).toEqual([]);
  expect((await syncIn(repository.root, provider)).written).toEqual([]);
});

test("what no fact knew stays, in its file, and is told", async () => {
  const repository = await shop();
  repository.write("locales/de/shop.json", { cart: "de Cart", own: "Eigenes", pay: "de Pay" });
  await repository.commit("Add a text of our own");
  repository.remove("locales/en/shop.json");
  await repository.commit("Remove the shop");
  const { findings } = await syncIn(repository.root, provider);
  expect(JSON.parse(repository.read("locales/de/shop.json"))).toEqual({ own: "Eigenes" });
  expect(findings.map(({ code, path }) => [code, path])).toEqual([
    ["orphaned", "locales/de/shop.json"],
  ]);
});

test("a file that no fact knows stays, even one that holds nothing", async () => {
  const repository = createRepository();
  repository.write("locales/en/app.json", { home: "Home" });
  repository.write("locales/en/shop.json", { cart: "Cart" });
  repository.write("locales/de/shop.json", {});
  await repository.commit("Write");
  repository.remove("locales/en/shop.json");
  await syncIn(repository.root, provider);
  expect(isThere(repository, "locales/de/shop.json")).toBe(true);
});

test("a sync of one locale touches no other one's file", async () => {
  const repository = await shop();
  const config = repository.read("locstep.yaml");
  repository.write("locstep.yaml", config.replace("[de]", "[de, fr]"));
  await syncIn(repository.root, provider);
  await repository.commit("Add French");
  repository.remove("locales/en/shop.json");
  const { written } = await syncIn(repository.root, provider, ["fr"]);
  expect(written).toEqual(["locales/fr/shop.json"]);
  expect(isThere(repository, "locales/de/shop.json")).toBe(true);
});

test("a renamed source file carries its translations, and nothing is asked for", async () => {
  const repository = await shop();
  const english = repository.read("locales/en/shop.json");
  repository.remove("locales/en/shop.json");
  repository.write("locales/en/store.json", english);
  await repository.commit("Call it a store");
  const report = await syncIn(repository.root, provider);
  expect(asked).toEqual([]);
  expect(JSON.parse(repository.read("locales/de/store.json"))).toEqual({
    cart: "de Cart",
    pay: "de Pay",
  });
  expect(isThere(repository, "locales/de/shop.json")).toBe(false);
  expect(report.changes).toMatchObject({ added: [], changed: [], removed: [] });
  expect(report.changes.moved).toHaveLength(2);
  expect(report.locales["de"]).toMatchObject({ total: 3, translated: 3 });
});

test("where git never saw the source, a slip in the configuration costs no translation", async () => {
  const repository = await shop();
  const config = repository.read("locstep.yaml");
  repository.write("locstep.yaml", config.replace("sourceLocale: en", "sourceLocale: en-GB"));
  repository.write("locales/en-GB/app.json", { home: "Home" });
  const report = await syncIn(repository.root, provider);
  expect(isThere(repository, "locales/de/shop.json")).toBe(true);
  expect(report.findings.map(({ code, path }) => [code, path])).toContainEqual([
    "orphaned",
    "locales/de/shop.json",
  ]);
});

test("a deletion counts also where a merge kept it against a younger commit", async () => {
  const repository = await shop();
  await repository.branch("feature");
  await repository.checkout("main");
  repository.remove("locales/en/shop.json");
  await repository.commit("Remove the shop");
  await repository.checkout("feature");
  repository.write("locales/en/shop.json", { cart: "Basket", pay: "Pay" });
  await repository.commit("Say it better");
  await repository.checkout("main");
  expect(await repository.merge("feature")).toBe("conflicted");
  await repository.git("rm", "-q", "locales/en/shop.json");
  await repository.commit("Merge, without the shop");
  await syncIn(repository.root, provider);
  expect(isThere(repository, "locales/de/shop.json")).toBe(false);
});

test("what is gone is told apart from what is called the same elsewhere", async () => {
  const repository = createRepository();
  repository.write(
    "locstep.yaml",
    "sourceLocale: en\ntargetLocales: [de]\nfiles: ['a/{locale}/{namespace}.json', 'b/{locale}/{namespace}.json']\n",
  );
  repository.write("a/en/app.json", { home: "Home" });
  repository.write("b/en/app.json", { quit: "Quit" });
  await syncIn(repository.root, provider);
  await repository.commit("Translate");
  repository.remove("b/en/app.json");
  const { changes } = await syncIn(repository.root, provider);
  expect(changes.removed).toEqual([{ namespace: "b/en/app.json", key: ["quit"] }]);
});

test("a file of a deleted source into which somebody writes meanwhile stays for the next sync", async () => {
  const repository = await shop();
  repository.remove("locales/en/shop.json");
  for (const [key, now, next] of [
    ["quit", '{ "cart": "Korb', '{ "cart": "Korb'],
    ["help", '{ "cart": "de Cart", "own": "Eigenes" }', '{ "own": "Eigenes" }'],
  ] as const) {
    repository.write("locales/en/app.json", { home: "Home", [key]: key });
    const slow = freshProvider((locale, text) => {
      repository.write("locales/de/shop.json", now);
      return `${locale} ${text}`;
    });
    await syncIn(repository.root, slow);
    expect(repository.read("locales/de/shop.json")).toBe(now);
    await syncIn(repository.root, provider);
    expect(repository.read("locales/de/shop.json")).toBe(next);
  }
});
