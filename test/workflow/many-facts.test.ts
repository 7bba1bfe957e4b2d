import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { makeSegment } from "../../core/ledger/segment.ts";
import { type LedgerProject, ledgerProject } from "../support/ledger-project.ts";

/**
 * Lines as branches leave them whose commits are gone: each true, none of blobs that can be read.
 * Their segments stand in front of all others.
 */
function addLostFacts({ repository }: LedgerProject, count: number): void {
  const none: ReadonlySet<string> = new Set();
  const sets = { stale: none, flagged: none, unconfirmed: none, cells: none };
  const marks = { total: 1, missing: 0, broken: 0, rules: "", extra: 0, person: [], ...sets };
  for (let at = 0, added = 0; added < count; at++) {
    const idOf = (side: string): string => hash("sha1", `${side} ${at}`, "hex");
    const blobs = { source: idOf("source"), target: idOf("target") };
    const segment = makeSegment([{ path: "locales/de.json", locale: "de", ...blobs, marks }], []);
    if (segment === undefined || segment.name > "2") continue;
    repository.write(`.locstep/ledger/${segment.name}`, segment.text);
    added++;
  }
}

test("whatever the number of lines, those of a target's last states are heard", async () => {
  const project = ledgerProject();
  const { repository, set, states, sync, write } = project;
  write("en", { home: "Home", save: "Save", open: "Open" });
  await sync();
  addLostFacts(project, 80);
  await repository.commit("Sync");
  set("en", "home", "Start");
  set("de", "save", "Sichern");
  await repository.commit("Both sides");
  expect(await states()).toEqual({
    "de home": "stale",
    "de save": "unconfirmed",
    "de open": "translated",
  });
});

test("and remembered", async () => {
  const project = ledgerProject();
  const { asked, repository, set, sync, texts, write } = project;
  write("en", { home: "Home", save: "Save" });
  await sync();
  const { home } = texts("de");
  addLostFacts(project, 80);
  await repository.commit("Sync");
  write("en", { save: "Save", more: "More" });
  await sync();
  await repository.commit("Remove");
  set("en", "start", "Home");
  await sync();
  expect(asked).toEqual([]);
  expect(texts("de")["start"]).toBe(home);
});
