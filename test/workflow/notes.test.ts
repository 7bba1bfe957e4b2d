import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { createRepository } from "../support/repository.ts";

const CONFIG = "sourceLocale: en\nfiles: ['l/{locale}/a.json']\n";

/** What a check notes of files below `l`, each of which holds the same message. */
async function notesOf(...locales: readonly string[]): Promise<readonly string[]> {
  const repository = createRepository();
  repository.write("locstep.yaml", CONFIG);
  for (const locale of ["en", ...locales]) repository.write(`l/${locale}/a.json`, { k: "Text" });
  const session = await openSession({ cwd: repository.root, environment: {} });
  const { notes } = await session.check();
  return notes.filter((note) => !note.startsWith("The ledger does not know"));
}

test("of folders that spell one locale in two ways, the one that is not read is named", async () => {
  expect(await notesOf("pt-BR", "pt_BR", "sr-Latn", "sr@latin")).toEqual([
    "Passed over, because another file of the same locale is read: l/pt_BR/a.json, l/sr@latin/a.json.",
  ]);
});

test("what a template matches and no locale names is told, three by name", async () => {
  expect(await notesOf("de", "common", "styles", "assets", "x-images", "nothing")).toEqual([
    "Not locale files, by their names: l/assets/a.json, l/common/a.json, l/nothing/a.json and 2 more.",
  ]);
});

test("where all is read, nothing is noted", async () => {
  expect(await notesOf("de", "fr")).toEqual([]);
});
