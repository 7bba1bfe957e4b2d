import { beforeEach, expect, test } from "vitest";
import type { Report } from "../../core/report/report.ts";
import { runCli } from "../support/cli.ts";
import type { TestRepository } from "../support/repository.ts";
import { CONFIG, checkoutOf, expectEnd, expectRefusal, reportOf, workTreeOf } from "./checkout.ts";

const GERMAN = { nav: { home: "Start", back: "Zurück" }, "nav.flat": "Flach", title: "Titel" };
let repository: TestRepository;

/** Two locales by people, every source text changed since, each in its own commit. */
beforeEach(async () => {
  const source = { nav: { home: "Home", back: "Back" }, "nav.flat": "Flat", title: "Title" };
  repository = checkoutOf(
    { "l/en/a.json": source, "l/de/a.json": GERMAN, "l/fr/a.json": GERMAN },
    CONFIG.replace("en-XA", "fr"),
  );
  await repository.commit("Translate");
  expectEnd(await runCli(["init"], { cwd: repository.root }), 0);
  repository.write("l/en/a.json", JSON.stringify(source).replaceAll(/":"/gu, '":"New '));
  await repository.commit("Change every text");
});

async function accept(...args: readonly string[]): Promise<string> {
  const result = await runCli(["accept", ...args], { cwd: repository.root });
  expectEnd(result, 0);
  return result.stdout;
}

async function stale({ root }: { readonly root: string } = repository): Promise<readonly string[]> {
  const { findings }: Report = await reportOf({ root }, "check", 0);
  return findings
    .filter(({ code }) => code === "stale")
    .map(({ locale, key }) => `${locale} ${key?.join(" ")}`)
    .sort();
}

test("accept takes what a glob names as valid, in the locales named, and writes no locale file", async () => {
  const before = workTreeOf(repository);
  expect(await stale()).toHaveLength(8);
  expect(await accept("nav.home", "--locale", "de")).toBe(
    "Accepted 1 translation; commit .locstep/ledger with your work.\n",
  );
  expect(await stale()).not.toContain("de nav home");
  expect(await stale()).toHaveLength(7);
  expect(JSON.parse(await accept("a:nav.*", "--json"))).toEqual({ version: 1, accepted: 5 });
  expect(await stale()).toEqual(["de title", "fr title"]);
  await accept("**");
  expect(await stale()).toEqual([]);
  expect(workTreeOf(repository)).toMatchObject(before);
});

test("what was accepted stays accepted: after a commit, in a clone, for every later run", async () => {
  await accept("title");
  await repository.commit("Accept");
  const clone = await repository.clone({ depth: 1 });
  expect(await stale(clone)).toHaveLength(6);
  expect(await reportOf(clone, "sync", 0)).toMatchObject({ written: [] });
  clone.write("l/en/a.json", clone.read("l/en/a.json").replace("New Title", "Newest Title"));
  expect(await stale(clone)).toHaveLength(8);
});

test("a glob that means nothing open is refused with what was probably meant, and writes nothing", async () => {
  await accept("title");
  const before = workTreeOf(repository);
  for (const [args, message, hint] of [
    [["none"], 'no message matches "none"', "Write a key as the locale file has it"],
    [["b:title"], 'no message matches "b:title"', 'Did you mean "a:title"?'],
    [["nav"], 'no message matches "nav"', 'Did you mean "nav.**"?'],
    [["back"], 'no message matches "back"', 'Did you mean "nav.back"?'],
    [["nav.hoem"], 'no message matches "nav.hoem"', 'Did you mean "nav.home"?'],
    [["title"], 'nothing that is stale or unconfirmed matches "title"', "`locstep check`"],
    [["title", "--locale", "en"], "en is not a target locale", "The target locales are de, fr."],
  ] as const) {
    expectRefusal(await runCli(["accept", ...args], { cwd: repository.root }), 2, message, hint);
  }
  expect(workTreeOf(repository)).toEqual(before);
});
