import { expect, test } from "vitest";
import { type Session, openSession } from "../../core/workflow/session.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

const CONFIG = "sourceLocale: en\nfiles: ['l/{locale}/a.json']\n";

/** Files below `l`, each of which holds the same message. */
function filesOf(...locales: readonly string[]): TestRepository {
  const repository = createRepository();
  repository.write("locstep.yaml", CONFIG);
  for (const locale of ["en", ...locales]) repository.write(`l/${locale}/a.json`, { k: "Text" });
  return repository;
}

function sessionIn({ root }: TestRepository): Promise<Session> {
  return openSession({ cwd: root, environment: {} });
}

/** What a check notes of them, once they are adopted: the same before and after the commit. */
async function notesOf(...locales: readonly string[]): Promise<readonly string[]> {
  const repository = filesOf(...locales);
  const session = await sessionIn(repository);
  await session.adopt();
  const { notes } = await session.check();
  await repository.commit("Adopt");
  expect((await (await sessionIn(repository)).check()).notes).toEqual(notes);
  return notes;
}

test.each([
  [["de"], "l/de/a.json"],
  [["de", "fr"], "2 locale files"],
])(
  "that the ledger does not know %j yet is said until they are adopted",
  async (locales, files) => {
    const session = await sessionIn(filesOf(...locales));
    expect((await session.check()).notes).toEqual([
      `The ledger does not know ${files} yet, so what stands there counts as unconfirmed; \`locstep init\` adopts it.`,
    ]);
    await session.adopt();
    expect((await session.check()).notes).toEqual([]);
  },
);

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
