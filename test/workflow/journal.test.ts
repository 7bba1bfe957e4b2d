import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeSegment } from "../../core/ledger/segment.ts";
import {
  type JournalFile,
  dropJournal,
  readJournal,
  writeJournal,
} from "../../core/workflow/write/journal.ts";
import { temporaryFolder } from "../support/repository.ts";

const segment = makeSegment(
  [],
  [
    {
      contentKey: "k",
      attempt: 1,
      provider: "p",
      handle: "h",
      locales: ["de"],
      redo: [],
      messages: ["aaaaaaaa"],
    },
  ],
);

function file(path: string): JournalFile {
  return {
    path,
    format: "json",
    root: "de",
    before: "",
    after: "0".repeat(40),
    sourcePath: "en.json",
    sourceRoot: "en",
    edits: [{ kind: "set", key: ["a\nb"], text: "Zeile\n\u2028\ud800 😀", was: null }],
    rescue: { name: "n", text: "# locstep 1\n" },
  };
}

test("a journal reads back as written, whatever its texts hold", async () => {
  const folder = temporaryFolder();
  for (const journal of [
    { segment, files: [file("a.json"), file("b\n.json")] },
    { segment: undefined, files: [] },
  ]) {
    await writeJournal(folder, journal);
    expect(await readJournal(folder)).toEqual(journal);
  }
  await dropJournal(folder);
  expect(await readJournal(folder)).toBeUndefined();
});

test("a journal that is torn at any byte, or damaged, is none", async () => {
  const folder = temporaryFolder();
  await writeJournal(folder, { segment, files: [file("a.json"), file("b.json")] });
  const path = join(folder, "write-journal.jsonl");
  const whole = readFileSync(path);
  for (let end = 0; end < whole.length; end++) {
    writeFileSync(path, whole.subarray(0, end));
    expect(await readJournal(folder)).toBeUndefined();
  }
  const damaged = Buffer.from(whole);
  damaged[40] = (damaged[40] as number) ^ 1;
  writeFileSync(path, damaged);
  expect(await readJournal(folder)).toBeUndefined();
});
