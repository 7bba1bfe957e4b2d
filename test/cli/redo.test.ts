import { expect, test } from "vitest";
import { NOTHING_SUBMITTED, type Report } from "../../core/report/report.ts";
import { runCli } from "../support/cli.ts";
import {
  CONFIG,
  checkoutOf,
  expectEnd,
  expectRefusal,
  reportOf,
  syncedCheckout,
  workTreeOf,
} from "./checkout.ts";

const SOURCE = { nav: { home: "Home", back: "Back" }, title: "Title" };
/** By a person, in a pseudo-locale. */
const BY_HAND = { nav: { home: "By hand", back: "By hand" }, title: "By hand" };

async function redo(cwd: string, code: number, ...args: readonly string[]): Promise<Report> {
  const result = await runCli(["redo", ...args, "--json"], { cwd });
  expectEnd(result, code);
  return JSON.parse(result.stdout) as Report;
}

test("redo asks again for what a glob names and writes the answers, over a person's text too", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": SOURCE });
  repository.write("l/en-XA/a.json", BY_HAND);
  await repository.commit("Translate by hand");
  expect(await reportOf(repository, "sync", 0)).toMatchObject({ written: [] });

  const report = await redo(repository.root, 0, "nav.*");
  expect(report).toMatchObject({ submitted: NOTHING_SUBMITTED, written: ["l/en-XA/a.json"] });
  expect(JSON.parse(repository.read("l/en-XA/a.json"))).toEqual({
    nav: { home: expect.stringMatching(/^\[/u), back: expect.stringMatching(/^\[/u) },
    title: "By hand",
  });
});

test("--dry-run tells what redo would ask for, and leaves everything as it is", async () => {
  const config = CONFIG.replace(", en-XA", "");
  const repository = checkoutOf(
    { "l/en/a.json": SOURCE, "l/de/a.json": BY_HAND },
    `${config}provider: { name: lingo }\n`,
  );
  await repository.commit("Translate by hand");
  const before = workTreeOf(repository);
  const report = await redo(repository.root, 0, "title", "--dry-run");
  expect(report).toMatchObject({ submitted: { messages: 1 }, written: [] });
  expect(workTreeOf(repository)).toEqual(before);
});

test("a glob that names no message asks for nothing, and is told the nearest one", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": SOURCE });
  const before = workTreeOf(repository);
  for (const [glob, hint] of [
    ["none.*", "Write a key as the locale file has it"],
    ["titel", 'Did you mean "title"?'],
  ] as const) {
    const result = await runCli(["redo", glob], { cwd: repository.root });
    expectRefusal(result, 2, `no message matches "${glob}"`, hint);
  }
  expect(workTreeOf(repository)).toEqual(before);
});

test("redo says so where there is nobody to ask", async () => {
  const files = { "l/en/a.json": { k: "Text" }, "l/de/a.json": { k: "Wort" } };
  const repository = checkoutOf(files, CONFIG.replace(", en-XA", ""));
  const { notes } = await redo(repository.root, 0, "k");
  expect(notes).toContainEqual(expect.stringMatching(/^Nobody was asked again: no service/u));
  const pseudo = await syncedCheckout({ "l/en/a.json": SOURCE });
  expect(await redo(pseudo.root, 0, "title")).toMatchObject({
    notes: ["1 translation came back as it stood."],
  });
});
