import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import { serveRepository } from "../../support/http-repository.ts";
import {
  type LedgerProject,
  ledgerProject,
  ledgerProjectIn,
} from "../../support/ledger-project.ts";
import { temporaryFolder } from "../../support/repository.ts";

/** Runs before the program and notes every path that is opened, however it is. */
const WATCH_OPENS = `
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const { appendFileSync } = fs;
let isNoting = false;
function watch(owner, name) {
  const real = owner[name];
  owner[name] = function (path, ...rest) {
    if (!isNoting) {
      isNoting = true;
      appendFileSync(process.env.OPENED, String(path) + "\\n");
      isNoting = false;
    }
    return real.call(this, path, ...rest);
  };
}
for (const name of ["open", "openSync", "readFile", "readFileSync", "createReadStream"]) watch(fs, name);
for (const name of ["open", "readFile"]) watch(fs.promises, name);
syncBuiltinESMExports();
`;

/** The locale files that a command opens, in a process of its own. */
async function localeFilesOpenedBy(args: readonly string[], cwd: string): Promise<string[]> {
  const folder = temporaryFolder();
  const [hook, opened] = [join(folder, "watch.cjs"), join(folder, "opened")];
  writeFileSync(hook, WATCH_OPENS);
  const env = { NODE_OPTIONS: `--require=${hook}`, OPENED: opened };
  const { code } = await runCli(args, { cwd, env });
  expect(code).toBe(0);
  const paths = readFileSync(opened, "utf8").split("\n");
  // What shows that the watch works: the configuration is read every time.
  expect(paths.some((path) => path.endsWith("locstep.yaml"))).toBe(true);
  const found = paths.map((path) => /locales\/(?:en|de|fr)\.json$/u.exec(path)?.[0]);
  return [...new Set(found.filter((path) => path !== undefined))].sort();
}

test("law 4: when nothing differs from its line, no locale file is opened", async () => {
  const { repository, set, sync, write } = ledgerProject({ locales: ["de", "fr"] });
  write("en", { home: "Home", save: "Save" });
  await sync();
  await repository.commit("Sync");
  expect(await localeFilesOpenedBy(["check"], repository.root)).toEqual([]);
  expect(await localeFilesOpenedBy(["sync"], repository.root)).toEqual([]);

  set("de", "home", "Zuhause");
  const opened = ["locales/de.json", "locales/en.json"];
  expect(await localeFilesOpenedBy(["check"], repository.root)).toEqual(opened);
});

test("law 4: a source that changed is told of its locales without a look at their files", async () => {
  const { repository, set, sync, write } = ledgerProject({ locales: ["de", "fr"] });
  write("en", { home: "Home", save: "Save" });
  await sync();
  await repository.commit("Sync");
  set("en", "save", "Store");
  set("en", "quit", "Quit");
  await repository.commit("Change");
  expect(await localeFilesOpenedBy(["check"], repository.root)).toEqual(["locales/en.json"]);
  // Only who wants the places of a locale has its file opened.
  const all = ["locales/de.json", "locales/en.json", "locales/fr.json"];
  expect(await localeFilesOpenedBy(["check", "--json"], repository.root)).toEqual(all);
});

/** Three states of the source, each synced and committed, and one text changed since. */
async function syncedThrice(): Promise<LedgerProject> {
  const project = ledgerProject({ locales: ["de", "fr"] });
  const { repository, set, write } = project;
  write("en", { a: "A", b: "B", c: "C", d: "D" });
  for (const key of ["a", "b", "c"]) {
    set("en", key, `${key} is changed`);
    await repository.commit(key);
    await project.sync();
    await repository.commit(`Sync ${key}`);
  }
  set("en", "d", "d is changed");
  await repository.commit("d");
  return project;
}

test("law 5: at depth 1 a missing blob is fetched by its id, all in one fetch", async () => {
  const origin = await syncedThrice();
  const expected = await origin.states();
  expect(expected).toMatchObject({ "de a": "translated", "de c": "translated", "de d": "stale" });
  const { url, requests } = await serveRepository(`${origin.repository.root}/.git`);
  const clone = ledgerProjectIn(await origin.repository.clone({ depth: 1, url }));
  requests.length = 0;
  expect(await clone.states()).toEqual(expected);
  expect(requests.filter((request) => request.startsWith("GET"))).toHaveLength(1);
});

test("law 5: an unreachable blob costs only the keys changed since the last line that can be read", async () => {
  const origin = await syncedThrice();
  const { repository, set } = origin;
  // A sync of a source that no commit ever holds.
  set("en", "a", "a for a moment");
  await origin.sync();
  set("en", "a", "a in the end");
  await repository.commit("a");
  await repository.git("gc", "-q", "--prune=now");
  const { url } = await serveRepository(`${repository.root}/.git`);
  const clone = ledgerProjectIn(await repository.clone({ depth: 1, url }));
  expect(await clone.states()).toMatchObject({
    "de a": "unconfirmed",
    "de b": "translated",
    "de c": "translated",
    "de d": "translated",
  });
  await clone.sync();
  expect(clone.asked).toEqual([]);
});

test("law 5: without the remote the rest of the ledger still counts", async () => {
  const origin = await syncedThrice();
  const clone = ledgerProjectIn(await origin.repository.clone({ depth: 1 }));
  await clone.repository.git("remote", "set-url", "origin", "file:///nowhere");
  expect(await clone.states()).toMatchObject({ "de a": "unconfirmed", "de d": "unconfirmed" });
  await clone.sync();
  expect(clone.asked).toEqual([]);
});
