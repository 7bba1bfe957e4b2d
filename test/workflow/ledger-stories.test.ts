import { expect, test } from "vitest";
import type { Report } from "../../core/report/report.ts";
import { runCli } from "../support/cli.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

// Told through the command line: `de` is translated by people, `en-XA` by the embedded provider.

type Texts = Readonly<Record<string, string>>;

const CONFIG = `sourceLocale: en
targetLocales: [de, en-XA]
files:
  - locales/{locale}.json
`;

async function locstep(repository: TestRepository, ...args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await runCli(args, { cwd: repository.root });
  expect(code, stdout + stderr).toBe(0);
}

/** What a command reports for a locale, as `code key`, without what is only by a person. */
async function open(repository: TestRepository, locale: string): Promise<readonly string[]> {
  const { stdout } = await runCli(["check", "--json"], { cwd: repository.root });
  const { findings } = JSON.parse(stdout) as Report;
  const own = findings.filter((finding) => finding.locale === locale);
  return own.map(({ code, key = [] }) => `${code} ${key.join(".")}`).sort();
}

function texts(repository: TestRepository, locale: string): Record<string, string> {
  return JSON.parse(repository.read(`locales/${locale}.json`)) as Record<string, string>;
}

function write(repository: TestRepository, locale: string, content: Texts): void {
  repository.write(`locales/${locale}.json`, content);
}

function set(repository: TestRepository, locale: string, key: string, text: string): void {
  write(repository, locale, { ...texts(repository, locale), [key]: text });
}

/** Adopted, synced and committed. */
async function shop(): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", CONFIG);
  write(repository, "en", { home: "Home", cart: "Cart", pay: "Pay now", help: "Help", end: "End" });
  const german = { home: "Start", cart: "Warenkorb", pay: "Zahlen", help: "Hilfe", end: "Ende" };
  write(repository, "de", german);
  await repository.commit("A shop");
  await locstep(repository, "init");
  await locstep(repository, "sync");
  await repository.commit("Sync");
  expect(await open(repository, "de")).toEqual([]);
  expect(await open(repository, "en-XA")).toEqual([]);
  return repository;
}

test("a text mended by hand stays, is told when its source changes, and holds once accepted", async () => {
  const repository = await shop();
  set(repository, "de", "pay", "Jetzt bezahlen");
  set(repository, "en-XA", "home", "[Ĥöɱé]");
  await repository.commit("Mend two texts");
  expect(await open(repository, "de")).toEqual(["by-person pay"]);
  expect(await open(repository, "en-XA")).toEqual(["by-person home"]);
  await locstep(repository, "sync");
  expect(await repository.git("status", "--porcelain")).toBe("");

  set(repository, "en", "pay", "Buy now");
  set(repository, "en", "home", "Start page");
  await repository.commit("Reword");
  await locstep(repository, "sync");
  expect(texts(repository, "de")["pay"]).toBe("Jetzt bezahlen");
  expect(texts(repository, "en-XA")["home"]).toBe("[Ĥöɱé]");
  expect(await open(repository, "de")).toEqual(["stale home", "stale pay"]);

  await locstep(repository, "accept", "*");
  expect(await open(repository, "de")).toEqual([]);
  expect(await open(repository, "en-XA")).toEqual([]);
  set(repository, "en", "pay", "Pay");
  expect(await open(repository, "de")).toEqual(["stale pay"]);
});

test("a renamed key takes its translations along, and nothing is asked for", async () => {
  const repository = await shop();
  const pseudo = texts(repository, "en-XA")["cart"];
  const { cart = "", ...rest } = texts(repository, "en");
  write(repository, "en", { ...rest, basket: cart });
  await repository.commit("Call it a basket");
  const { stdout } = await runCli(["sync", "--json"], { cwd: repository.root });
  const { changes, translations } = JSON.parse(stdout) as Report;
  expect(changes.moved).toMatchObject([{ from: { key: ["cart"] }, to: { key: ["basket"] } }]);
  expect(translations.map(({ origin }) => origin)).not.toContain("provider");
  expect(texts(repository, "de")).toMatchObject({ basket: "Warenkorb" });
  expect(texts(repository, "de")).not.toHaveProperty("cart");
  expect(texts(repository, "en-XA")).toMatchObject({ basket: pseudo });
  expect(await open(repository, "de")).toEqual([]);
});

test("a renamed key takes along what a person wrote since the last sync", async () => {
  const repository = await shop();
  set(repository, "de", "cart", "Einkaufswagen");
  const { cart = "", ...rest } = texts(repository, "en");
  write(repository, "en", { ...rest, basket: cart });
  await repository.commit("A better word, and call it a basket");
  await locstep(repository, "sync");
  expect(texts(repository, "de")).toMatchObject({ basket: "Einkaufswagen" });
  expect(await open(repository, "de")).toEqual(["by-person basket"]);
});

test.each(["committed", "uncommitted"])(
  "a renamed key takes along what a person wrote though another tool removed it (%s)",
  async (moment) => {
    const repository = await shop();
    set(repository, "de", "cart", "Einkaufswagen");
    await repository.commit("A better word");
    const { cart = "", ...rest } = texts(repository, "en");
    write(repository, "en", { ...rest, basket: cart });
    const { cart: _, ...german } = texts(repository, "de");
    write(repository, "de", german);
    if (moment === "committed") await repository.commit("Call it a basket, and extract");
    await locstep(repository, "sync");
    expect(texts(repository, "de")).toMatchObject({ basket: "Einkaufswagen" });
    expect(await open(repository, "de")).toEqual(["by-person basket"]);
  },
);

test("a message that comes back brings what a person wrote for it, not what was there before", async () => {
  const repository = await shop();
  set(repository, "de", "help", "Unterstützung");
  await repository.commit("A better word");
  const { help = "", ...rest } = texts(repository, "en");
  write(repository, "en", rest);
  await repository.commit("No more help");
  await locstep(repository, "sync");
  expect(texts(repository, "de")).not.toHaveProperty("help");
  await repository.commit("Sync");

  write(repository, "en", { ...rest, help });
  await locstep(repository, "sync");
  expect(texts(repository, "de")).toMatchObject({ help: "Unterstützung" });
  expect(await open(repository, "de")).toEqual(["by-person help"]);
});

test("what was written for another text is not brought back", async () => {
  const repository = await shop();
  set(repository, "en", "help", "Assistance");
  set(repository, "de", "help", "Beistand");
  await repository.commit("Other words");
  const { help: _, ...rest } = texts(repository, "en");
  write(repository, "en", rest);
  await locstep(repository, "sync");
  await repository.commit("No more help");

  write(repository, "en", { ...rest, help: "Help" });
  await locstep(repository, "sync");
  expect(texts(repository, "de")["help"]).not.toBe("Beistand");
});

test("a deleted message leaves every locale, and its return is filled from memory", async () => {
  const repository = await shop();
  const before = [texts(repository, "de"), texts(repository, "en-XA")];
  const { help = "", ...rest } = texts(repository, "en");
  write(repository, "en", rest);
  await repository.commit("No more help");
  await locstep(repository, "sync");
  expect(texts(repository, "de")).not.toHaveProperty("help");
  expect(texts(repository, "en-XA")).not.toHaveProperty("help");
  await repository.commit("Sync");

  write(repository, "en", { ...rest, help });
  await repository.commit("Help again");
  const { stdout } = await runCli(["sync", "--json"], { cwd: repository.root });
  const origins = (JSON.parse(stdout) as Report).translations.map(({ origin }) => origin);
  expect(new Set(origins)).toEqual(new Set(["memory"]));
  expect([texts(repository, "de"), texts(repository, "en-XA")]).toEqual(before);
  expect(await open(repository, "de")).toEqual([]);
});

test("two branches that both synced merge, and what they translated needs no other sync", async () => {
  const repository = await shop();
  await repository.branch("feature");
  set(repository, "en", "home", "Start page");
  set(repository, "de", "home", "Startseite");
  await repository.commit("Reword home");
  await locstep(repository, "sync");
  await locstep(repository, "accept", "home", "--locale", "de");
  await repository.commit("Sync");
  await repository.checkout("main");
  set(repository, "en", "end", "Bye");
  set(repository, "de", "end", "Tschüss");
  await repository.commit("Reword end");
  await locstep(repository, "sync");
  await locstep(repository, "accept", "end", "--locale", "de");
  await repository.commit("Sync");

  expect(await repository.merge("feature")).toBe("clean");
  expect(await open(repository, "de")).toEqual([]);
  expect(await open(repository, "en-XA")).toEqual([]);
  await locstep(repository, "sync");
  expect(await repository.git("status", "--porcelain")).toBe("");
});

test("a merge that takes one side's source and the other's translation is told, and mended", async () => {
  const repository = await shop();
  await repository.branch("feature");
  set(repository, "en", "home", "Start page");
  await locstep(repository, "sync");
  await repository.commit("Reword home and sync");
  await repository.checkout("main");
  set(repository, "en", "home", "Welcome");
  await locstep(repository, "sync");
  await repository.commit("Reword home otherwise and sync");
  const ours = texts(repository, "en-XA")["home"];

  expect(await repository.merge("feature")).toBe("conflicted");
  expect(await repository.git("diff", "--name-only", "--diff-filter=U")).toBe(
    "locales/en-XA.json\nlocales/en.json",
  );
  await repository.git("checkout", "--ours", "--", "locales/en.json");
  await repository.git("checkout", "--theirs", "--", "locales/en-XA.json");
  await repository.commit("Merge feature");
  expect(await open(repository, "en-XA")).toEqual(["stale home"]);
  await locstep(repository, "sync");
  expect(texts(repository, "en-XA")["home"]).toBe(ours);
  expect(await open(repository, "en-XA")).toEqual([]);
});
