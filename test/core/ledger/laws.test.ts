import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OutsideError } from "../../../core/model/errors.ts";
import { acceptIn, adoptIn, freshProvider, syncIn } from "../../support/in-process.ts";
import { configuration, ledgerProject, ledgerProjectIn } from "../../support/ledger-project.ts";
import type { TestRepository } from "../../support/repository.ts";

// Law 2 as a property: merge-law.test.ts. Laws 4 and 5: laws-outside.test.ts. Law 8's bytes of a
// line: segment.test.ts. Law 9: the tests of killed runs.

function ledgerOf({ root }: TestRepository): readonly string[] {
  return readdirSync(join(root, ".locstep/ledger")).sort();
}

function linesOf(repository: TestRepository): readonly string[] {
  const texts = ledgerOf(repository).map((name) => repository.read(`.locstep/ledger/${name}`));
  return texts.flatMap((text) => text.split("\n").filter((line) => /^[^#]/u.test(line)));
}

test("law 1: a cell reads translated only while it has both texts that a line names", async () => {
  const project = ledgerProject();
  const { repository, set, texts, write } = project;
  write("en", { home: "Home", save: "Save" });
  await project.sync();
  await repository.commit("Sync");
  expect(await project.states()).toEqual({ "de home": "translated", "de save": "translated" });
  const { home = "", save = "" } = texts("de");

  set("en", "home", "Start");
  expect(await project.states()).toMatchObject({ "de home": "stale" });
  set("en", "home", "Home");
  set("de", "home", save);
  expect(await project.states()).toMatchObject({ "de home": "unconfirmed" });
  set("de", "home", home);
  expect(await project.states()).toMatchObject({ "de home": "translated" });

  set("en", "other", "Home");
  set("de", "other", home);
  expect(await project.states()).toMatchObject({ "de other": "unconfirmed" });
});

test("law 1: a sync before the commit vouches for its cells, even if no commit holds its source", async () => {
  const project = ledgerProject();
  const { repository, set, write } = project;
  write("en", { home: "Home", save: "Save" });
  await repository.commit("Start");
  set("en", "save", "Store");
  await project.sync();
  set("en", "home", "Start");
  await repository.commit("Both");
  expect(await project.states()).toEqual({ "de home": "stale", "de save": "translated" });
  // Another machine cannot read what was synced: the tags are all that it has.
  const clone = ledgerProjectIn(await repository.clone());
  expect(await clone.states()).toEqual({ "de home": "unconfirmed", "de save": "translated" });
});

test.each(["committed", "uncommitted"])(
  "law 1: a copy of what nobody confirmed is no more certain, made from a source that is %s",
  async (source) => {
    const project = ledgerProject();
    const { repository, set, texts, write } = project;
    write("en", { home: "Home", save: "Save" });
    await project.sync();
    set("de", "home", "Heim");
    await repository.commit("By a person");
    set("en", "start", "Home");
    if (source === "committed") await repository.commit("The same text again");
    await project.sync();
    expect(texts("de")["start"]).toBe("Heim");
    expect(await project.states()).toMatchObject({
      "de home": "unconfirmed",
      "de start": "unconfirmed",
    });
  },
);

test("law 2: two branches that both synced merge without conflict, and both keep their word", async () => {
  const project = ledgerProject();
  const { repository, set, write } = project;
  write("en", { a: "A", b: "B", c: "C", d: "D", e: "E" });
  await project.sync();
  await repository.commit("Sync");
  await repository.branch("feature");
  set("en", "a", "Alpha");
  await project.sync();
  await repository.commit("Alpha");
  await repository.checkout("main");
  set("en", "e", "Epsilon");
  await project.sync();
  await repository.commit("Epsilon");

  expect(await repository.merge("feature")).toBe("clean");
  const translated = ["a", "b", "c", "d", "e"].map((key) => [`de ${key}`, "translated"]);
  expect(await project.states()).toEqual(Object.fromEntries(translated));
});

test("law 3: without a ledger nothing that stands is sent unless history shows its source to be younger", async () => {
  const project = ledgerProject();
  const { repository, set, write } = project;
  write("en", { home: "Home", save: "Save", open: "Open" });
  write("de", { home: "Start", save: "Sichern" });
  await repository.commit("By people");
  set("en", "save", "Store");
  await repository.commit("Another word");
  expect(await project.states()).toEqual({
    "de home": "unconfirmed",
    "de save": "stale",
    "de open": "missing",
  });
  await project.sync();
  expect([...project.asked].sort()).toEqual(["de Open", "de Store"]);
});

test("law 3: a history too short to tell is said, and sends nothing that stands", async () => {
  const origin = ledgerProject();
  origin.write("en", { home: "Home", save: "Save" });
  origin.write("de", { home: "Start", save: "Sichern" });
  await origin.repository.commit("By people");
  origin.set("en", "save", "Store");
  await origin.repository.commit("Another word");

  const project = ledgerProjectIn(await origin.repository.clone({ depth: 1 }));
  const { notes } = await project.sync();
  expect(project.asked).toEqual([]);
  expect(notes.join(" ")).toContain("History was too short");
});

test("law 3: adoption takes what stands as valid, but for what history shows to be older", async () => {
  const project = ledgerProject();
  const { repository, set, write } = project;
  write("en", { home: "Home", save: "Save" });
  write("de", { home: "Start", save: "Sichern" });
  await repository.commit("By people");
  set("en", "save", "Store");
  await repository.commit("Another word");
  expect(await adoptIn(repository.root)).toEqual({ files: 1, targets: 1, accepted: 1, stale: 1 });
  expect(await project.states()).toEqual({ "de home": "translated", "de save": "stale" });
});

test("law 3: a sync that fills a file which no fact knows adopts what stands there", async () => {
  const { repository, asked, states, sync, write } = ledgerProject();
  write("en", { home: "Home", save: "Save" });
  write("de", { home: "Start" });
  await repository.commit("Start");
  await sync();
  expect(asked).toEqual(["de Save"]);
  expect(await states()).toEqual({ "de home": "translated", "de save": "translated" });
});

test("law 6: what a person wrote is never overwritten while its source stands", async () => {
  for (const stale of ["retranslate", "suggest", "keep"]) {
    const project = ledgerProject({ settings: `stale: ${stale}\n` });
    const { repository, set, texts, write } = project;
    write("en", { home: "Home", save: "Save" });
    await project.sync();
    await repository.commit("Sync");
    set("de", "home", "Zuhause");
    set("en", "save", "Store");
    await project.sync();
    expect(texts("de")["home"]).toBe("Zuhause");
    await repository.commit("Sync again");
    set("en", "save", "Keep");
    await project.sync();
    expect(texts("de")["home"]).toBe("Zuhause");
  }
});

const policies: readonly [settings: string, machine: string, person: string][] = [
  ["", "new", "old"],
  ["stale: retranslate\n", "new", "new"],
  ["stale: suggest\n", "old", "old"],
  ["stale: keep\n", "old", "old"],
  ["stale: { default: retranslate, de: keep }\n", "old", "old"],
];

test.each(policies)(
  "law 6: when the source changes, %j decides: machine text is %s, a person's %s",
  async (settings, machine, person) => {
    const project = ledgerProject({ settings });
    const { repository, set, texts, write } = project;
    write("en", { home: "Home", save: "Save" });
    await project.sync();
    await repository.commit("Sync");
    set("de", "home", "Zuhause");
    await repository.commit("By a person");
    const before = texts("de");
    write("en", { home: "Start", save: "Store" });
    await project.sync();
    const after = texts("de");
    expect(after["save"] === before["save"] ? "old" : "new").toBe(machine);
    expect(after["home"] === before["home"] ? "old" : "new").toBe(person);
  },
);

test("law 6: accept records that a stale translation is valid, and nothing else", async () => {
  const project = ledgerProject();
  const { repository, set, texts, write } = project;
  write("en", { home: "Home", save: "Save" });
  await project.sync();
  await repository.commit("Sync");
  write("en", { home: "Home!", save: "Save!" });
  const before = texts("de");
  expect(await acceptIn(repository.root, "home")).toBe(1);
  expect(await project.states()).toEqual({ "de home": "translated", "de save": "stale" });
  expect(texts("de")).toEqual(before);
  set("en", "home", "Home");
  expect(await project.states()).toMatchObject({ "de home": "translated" });
});

test("law 6: accepting one translation of a file that no fact knows adopts none beside it", async () => {
  const { repository, states, write } = ledgerProject();
  write("en", { home: "Home", save: "Save" });
  write("de", { home: "Start", save: "Sichern" });
  await repository.commit("Start");
  expect(await acceptIn(repository.root, "home")).toBe(1);
  expect(await states()).toEqual({ "de home": "translated", "de save": "unconfirmed" });
});

test("law 7: an orphan is removed only if a fact knew its message", async () => {
  const project = ledgerProject();
  const { repository, texts, write } = project;
  write("en", { home: "Home", save: "Save", open: "Open" });
  write("de", { home: "Start", save: "Sichern", lost: "Verloren" });
  await repository.commit("By people");
  await adoptIn(repository.root);
  await project.sync();
  expect(texts("de")).toMatchObject({ lost: "Verloren" });
  await repository.commit("Sync");

  write("en", { home: "Home", open: "Open" });
  await project.sync();
  expect(Object.keys(texts("de")).sort()).toEqual(["home", "lost", "open"]);
});

test("law 7: an orphan goes also where all messages that are left are settled or missing", async () => {
  const project = ledgerProject();
  const { repository, texts, write } = project;
  write("en", { home: "Home", save: "Save" });
  write("de", { save: "Sichern" });
  await repository.commit("By people");
  await adoptIn(repository.root);
  await repository.commit("Adopt");
  write("en", { home: "Home" });
  await project.sync();
  expect(Object.keys(texts("de"))).toEqual(["home"]);
});

test("law 7: a renamed file of equal content costs nothing", async () => {
  const project = ledgerProject();
  const { repository, write } = project;
  write("en", { home: "Home", save: "Save" });
  await project.sync();
  await repository.commit("Sync");
  await repository.git("mv", "locales", "texts");
  repository.write("locstep.yaml", repository.read("locstep.yaml").replace("locales/{", "texts/{"));
  const { written } = await project.sync();
  expect(project.asked).toEqual([]);
  expect(written).toEqual([]);
  expect(await project.states()).toEqual({ "de home": "translated", "de save": "translated" });
});

test("law 7: a moved key carries its translation, and what a person wrote stays what it was", async () => {
  const project = ledgerProject();
  const { repository, set, texts, write } = project;
  write("en", { home: "Home", save: "Save", open: "Open", done: "Done" });
  await project.sync();
  set("de", "save", "Sichern");
  await repository.commit("By a person");
  set("en", "save", "Store");
  set("en", "more", "More");
  await project.sync();
  set("de", "open", "Auf");
  await repository.commit("Save is stale, open is new");

  const before = texts("de");
  write("en", { a: "Home", b: "Store", c: "Open", d: "Done", more: "More" });
  await project.sync();
  expect(project.asked).toEqual([]);
  expect(texts("de")).toEqual({
    a: before["home"],
    b: "Sichern",
    c: "Auf",
    d: before["done"],
    more: before["more"],
  });
  expect(await project.states()).toMatchObject({
    "de a": "translated",
    "de b": "stale",
    "de c": "unconfirmed",
    "de d": "translated",
  });
});

test("law 7: stale machine text does not move, the new name is translated anew", async () => {
  const project = ledgerProject({ settings: "stale: suggest\n" });
  const { repository, set, texts, write } = project;
  write("en", { home: "Home", save: "Save" });
  await project.sync();
  await repository.commit("Sync");
  set("en", "save", "Store");
  await repository.commit("Reword");
  // Another message gives this run something to write, so it records what is stale.
  set("en", "more", "More");
  await project.sync();
  await repository.commit("Sync");
  write("en", { home: "Home", more: "More", store: "Store" });
  await project.sync();
  expect(project.asked).toEqual(["de Store"]);
  expect(texts("de")["store"]).toContain("Store");
  expect(texts("de")).not.toHaveProperty("save");
});

test("law 7: a renamed file keeps its word also where its source changed at once", async () => {
  const project = ledgerProject();
  const { repository, set, write } = project;
  write("en", { home: "Home", save: "Save" });
  await project.sync();
  await repository.commit("Sync");
  set("en", "save", "Store");
  await repository.git("mv", "locales", "texts");
  repository.write("locstep.yaml", repository.read("locstep.yaml").replace("locales/{", "texts/{"));
  expect(await project.states()).toEqual({ "de home": "translated", "de save": "stale" });
});

test("law 7: any of the older sources may be the one that knew an orphan's message", async () => {
  const project = ledgerProject();
  const { repository, texts, write } = project;
  const gone: Record<string, string> = {};
  for (const key of ["a", "b", "c", "d", "e"]) {
    write("en", { home: "Home", [key]: key.toUpperCase() });
    await project.sync();
    await repository.commit(`Only ${key}`);
    Object.assign(gone, texts("de"));
  }
  write("de", gone);
  write("en", { home: "Home", end: "End" });
  await project.sync();
  expect(Object.keys(texts("de")).sort()).toEqual(["end", "home"]);
});

test("law 8: equal trees and facts give equal bytes", async () => {
  const origin = ledgerProject({ locales: ["de", "fr"] });
  origin.write("en", { home: "Home", save: "Save" });
  await origin.repository.commit("Start");
  const provider = freshProvider((locale, source) => `${locale} ${source}`);
  const ledgers: unknown[] = [];
  for (const clone of [await origin.repository.clone(), await origin.repository.clone()]) {
    await syncIn(clone.root, provider);
    ledgers.push(ledgerOf(clone).map((name) => [name, clone.read(`.locstep/ledger/${name}`)]));
  }
  expect(ledgers[0]).toHaveLength(1);
  expect(ledgers[1]).toEqual(ledgers[0]);
});

test("law 10: one locale's failure changes no other locale's line", async () => {
  const origin = ledgerProject({ locales: ["de", "fr"] });
  origin.write("en", { home: "Home", save: "Save" });
  await origin.repository.commit("Start");
  const lines: (readonly string[])[] = [];
  for (const failing of ["", "fr"]) {
    const clone = await origin.repository.clone();
    const provider = freshProvider((locale, source) => {
      if (locale === failing) throw new OutsideError("fr is down");
      return `${locale} ${source}`;
    });
    await syncIn(clone.root, provider);
    lines.push(linesOf(clone).filter((line) => line.includes(" de ")));
  }
  expect(lines[0]).toHaveLength(1);
  expect(lines[1]).toEqual(lines[0]);
});

test("law 10: what the ledger knows of a locale is not stated again along with another one", async () => {
  const project = ledgerProject({ locales: ["de", "fr"] });
  const { repository, write } = project;
  write("en", { home: "Home", save: "Save" });
  write("de", { home: "Start" });
  await repository.commit("Start");
  await project.sync(["fr"]);
  await adoptIn(repository.root);
  await repository.commit("Sync French, adopt German");
  const before = linesOf(repository).filter((line) => line.includes(" de "));
  expect(before).toHaveLength(1);
  repository.write("locales/fr.json", { home: "fr Home" });
  await syncIn(
    repository.root,
    freshProvider((locale, source) => {
      if (locale === "de") throw new OutsideError("de is down");
      return `${locale} ${source}`;
    }),
  );
  expect(linesOf(repository).filter((line) => line.includes(" de "))).toEqual(before);
});

test("law 10: adding a locale verifies nothing", async () => {
  const project = ledgerProject({ locales: ["de"] });
  const { repository, set, write } = project;
  write("en", { home: "Home", save: "Save" });
  await project.sync();
  await repository.commit("Sync");
  set("de", "save", "Sichern");
  write("fr", { home: "Accueil" });
  repository.write("locstep.yaml", configuration({ locales: ["de", "fr"] }));
  expect(await project.states()).toEqual({
    "de home": "translated",
    "de save": "unconfirmed",
    "fr home": "unconfirmed",
    "fr save": "missing",
  });
  await project.sync(["fr"]);
  expect(await project.states()).toMatchObject({
    "de save": "unconfirmed",
    "fr save": "translated",
  });
});

test("law 1: an empty text that counts as a translation stays one while its file is edited", async () => {
  const project = ledgerProject({ settings: "emptyIsMissing: false\n" });
  const { repository, set, states, write } = project;
  write("en", { home: "Home", unit: "pcs" });
  write("de", { home: "Start", unit: "" });
  await repository.commit("By people");
  await adoptIn(repository.root);
  await repository.commit("Adopt");
  set("de", "home", "Zuhause");
  expect(await states()).toEqual({ "de home": "unconfirmed", "de unit": "translated" });
});
