import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshProvider, syncIn } from "../support/in-process.ts";
import { type LedgerProject, ledgerProject } from "../support/ledger-project.ts";

/** A sync during which a person works on the files: at the first question to the provider. */
async function syncWhile({ repository }: LedgerProject, work: () => void): Promise<void> {
  let isDone = false;
  const provider = freshProvider((locale, text) => {
    if (!isDone) work();
    isDone = true;
    return `${locale} ${text}`;
  });
  await syncIn(repository.root, provider);
}

async function synced(): Promise<LedgerProject> {
  const project = ledgerProject();
  project.write("en", { home: "Home", save: "Save" });
  await syncIn(
    project.repository.root,
    freshProvider((locale, text) => `${locale} ${text}`),
  );
  await project.repository.commit("Sync");
  return project;
}

test("an answer for a source that reads otherwise by now is not written beside a person's work", async () => {
  const project = await synced();
  const { set, states, sync, texts } = project;
  set("en", "open", "Open");
  set("en", "quit", "Quit");
  await syncWhile(project, () => {
    set("en", "open", "Open up");
    set("de", "save", "Sichern");
  });
  expect(texts("de")).toEqual({ home: "de Home", save: "Sichern", quit: "de Quit" });
  expect(await states()).toEqual({
    "de home": "translated",
    "de save": "unconfirmed",
    "de open": "missing",
    "de quit": "translated",
  });
  await sync();
  expect(project.asked).toEqual(["de Open up"]);
});

test("what a person took out themselves keeps nothing else from being written", async () => {
  const project = await synced();
  const { repository, texts, write } = project;
  write("en", { home: "Home", quit: "Quit" });
  await syncWhile(project, () => repository.write("locales/de.json", { home: "Daheim" }));
  expect(texts("de")).toEqual({ home: "Daheim", quit: "de Quit" });
});

test("what a person wrote in the place of an answer stays, and so does what they keep", async () => {
  const project = await synced();
  const { set, texts, write } = project;
  write("en", { home: "Home", save: "Save", open: "Open", quit: "Quit" });
  await syncWhile(project, () => set("de", "open", "Auf"));
  expect(texts("de")).toMatchObject({ open: "Auf", quit: "de Quit" });
  write("en", { home: "Home", open: "Open", quit: "Quit", more: "More" });
  await syncWhile(project, () => {
    write("en", { home: "Home", save: "Save", open: "Open", quit: "Quit", more: "More" });
    set("de", "home", "Daheim");
  });
  expect(texts("de")).toMatchObject({ home: "Daheim", save: "de Save", more: "de More" });
});

test("a file that can be written no longer keeps no other from it, and is told", async () => {
  const project = ledgerProject({ locales: ["de", "fr"] });
  const { repository, texts, write } = project;
  write("en", { home: "Home" });
  write("de", {});
  await repository.commit("Write");
  const path = join(repository.root, "locales/de.json");
  const run = syncWhile(project, () => {
    rmSync(path);
    mkdirSync(path);
  });
  await expect(run).rejects.toThrow("locales/de.json");
  expect(texts("fr")).toEqual({ home: "fr Home" });
});
