import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { ledgerProject } from "../support/ledger-project.ts";
import { syncOn } from "../support/session.ts";

test("what nobody looked up in history is never told as translated, and counts as a person's", async () => {
  const { repository, set, states, texts, write } = ledgerProject({ locales: ["en-XA"] });
  const machine = { repository, environment: {} };
  write("en", { home: "Home", save: "Save" });
  await syncOn(machine);
  await repository.commit("Sync");
  set("en-XA", "home", "Mine");
  set("en", "quit", "Quit");
  await repository.commit("By a person");
  const session = await openSession({
    cwd: repository.root,
    environment: {},
    isHistoryAsked: false,
  });
  const signal = new AbortController().signal;
  await session.sync({ wait: 60, isDryRun: false, signal });
  await repository.commit("Sync without a look at history");
  expect(await states()).toEqual({
    "en-XA home": "unconfirmed",
    "en-XA save": "translated",
    "en-XA quit": "translated",
  });
  set("en", "home", "Start");
  await syncOn(machine);
  expect(texts("en-XA")["home"]).toBe("Mine");
});
