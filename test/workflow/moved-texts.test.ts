import { expect, test } from "vitest";
import { ledgerProject } from "../support/ledger-project.ts";

// What another tool removed along with the old key, and no commit ever held: only facts know it.

test("a moved message takes the text that all facts name, whatever else reads the same", async () => {
  const { asked, repository, set, sync, texts, write } = ledgerProject();
  write("en", { home: "Home", start: "Home" });
  await sync();
  const { home } = texts("de");
  set("de", "start", "Anfang");
  set("en", "more", "More");
  await sync();
  write("en", { house: "Home", start: "Home", more: "More" });
  const { home: _, ...rest } = texts("de");
  repository.write("locales/de.json", rest);
  await sync();
  expect(asked).toEqual([]);
  expect(texts("de")).toMatchObject({ house: home, start: "Anfang" });
});

test("where facts name several texts for a moved message, none is picked", async () => {
  const { asked, repository, set, sync, texts, write } = ledgerProject();
  write("en", { home: "Home", more: "More" });
  await sync();
  set("de", "home", "Heim");
  set("en", "last", "Last");
  await sync();
  write("en", { house: "Home", more: "More", last: "Last" });
  const { home: _, ...rest } = texts("de");
  repository.write("locales/de.json", rest);
  await sync();
  expect(asked).toEqual(["de Home"]);
});
