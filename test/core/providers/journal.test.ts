import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OutsideError } from "../../../core/model/errors.ts";
import { openJournal } from "../../../core/providers/journal.ts";

const GROUP = "a".repeat(64);
const OTHER = "b".repeat(64);
const ANSWER = new Map([
  [0, "Zeile\n\u2028 zwei"],
  [3, "鍵 🗝️ “”"],
]);
let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "locstep-journal-"));
  folder = join(root, "locstep", "journal");
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe("the journal", () => {
  it("gives a later process what an earlier one recorded, whatever the group", async () => {
    const first = await openJournal(folder);
    await first.record(GROUP, "chunk-1", ANSWER);
    await first.record(OTHER, "chunk-2", new Map());
    expect(first.recall("chunk-1")).toEqual(ANSWER);
    const later = await openJournal(folder);
    expect(later.recall("chunk-1")).toEqual(ANSWER);
    expect(later.recall("chunk-2")).toEqual(new Map());
    expect(later.recall("chunk-3")).toBeUndefined();
  });

  it("leaves no folder behind when nothing was recorded", async () => {
    await openJournal(folder);
    expect(await readdir(root)).toEqual([]);
  });

  it("forgets a written group alone", async () => {
    const journal = await openJournal(folder);
    await journal.record(GROUP, "chunk-1", ANSWER);
    await journal.record(OTHER, "chunk-2", ANSWER);
    await journal.forget(GROUP);
    await journal.forget(GROUP);
    expect(journal.recall("chunk-1")).toBeUndefined();
    expect(await readdir(folder)).toEqual([`${OTHER}.jsonl`]);
    expect((await openJournal(folder)).recall("chunk-2")).toEqual(ANSWER);
  });

  it("ignores what a kill tore off at any byte, and keeps what is recorded after it", async () => {
    const file = join(folder, `${GROUP}.jsonl`);
    const writer = await openJournal(folder);
    await writer.record(GROUP, "chunk-1", ANSWER);
    const whole = (await readFile(file)).length;
    await writer.record(GROUP, "chunk-2", ANSWER);
    const bytes = await readFile(file);
    for (let length = whole; length < bytes.length - 1; length++) {
      await writeFile(file, bytes.subarray(0, length));
      const journal = await openJournal(folder);
      expect(journal.recall("chunk-1")).toEqual(ANSWER);
      expect(journal.recall("chunk-2")).toBeUndefined();
      await journal.record(GROUP, "chunk-3", ANSWER);
      expect((await openJournal(folder)).recall("chunk-3")).toEqual(ANSWER);
    }
  });

  it("believes no line that was changed by one byte", async () => {
    const file = join(folder, `${GROUP}.jsonl`);
    await (await openJournal(folder)).record(GROUP, "chunk-1", ANSWER);
    const bytes = await readFile(file);
    for (let at = 1; at < bytes.length - 1; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 1;
      await writeFile(file, damaged);
      const answer = (await openJournal(folder)).recall("chunk-1");
      expect(answer).toBeUndefined();
    }
  });

  it("loses nothing when two processes record into one group at the same time", async () => {
    const [one, two] = [await openJournal(folder), await openJournal(folder)];
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (i % 2 ? one : two).record(GROUP, `chunk-${i}`, new Map([[i, "x".repeat(i * 500)]])),
      ),
    );
    const both = await openJournal(folder);
    for (let i = 0; i < 40; i++) {
      expect(both.recall(`chunk-${i}`)).toEqual(new Map([[i, "x".repeat(i * 500)]]));
    }
  });

  it("removes files that nobody touched for 30 days, and no file of others", async () => {
    const journal = await openJournal(folder);
    await journal.record(GROUP, "chunk-1", ANSWER);
    await journal.record(OTHER, "chunk-2", ANSWER);
    await appendFile(join(folder, "notes.txt"), "mine");
    await utimes(join(folder, `${GROUP}.jsonl`), daysAgo(31), daysAgo(31));
    await utimes(join(folder, `${OTHER}.jsonl`), daysAgo(29), daysAgo(29));
    await utimes(join(folder, "notes.txt"), daysAgo(99), daysAgo(99));
    expect((await openJournal(folder)).recall("chunk-1")).toBeUndefined();
    expect((await readdir(folder)).sort()).toEqual([`${OTHER}.jsonl`, "notes.txt"]);
  });

  it("tells what was spent once, whichever run spent it, and a batch once", async () => {
    const tokens = { input: 10, output: 4 };
    const killed = await openJournal(folder);
    await killed.record(GROUP, "chunk-1", ANSWER, tokens);
    await killed.spend(OTHER, "batch-1", tokens);
    await killed.spend(OTHER, "batch-1", tokens);
    const next = await openJournal(folder);
    expect(next.recall("chunk-1")).toEqual(ANSWER);
    await next.record(GROUP, "chunk-2", ANSWER, tokens);
    expect(await next.takeSpent()).toEqual({ input: 30, output: 12 });
    expect(await next.takeSpent()).toEqual({ input: 0, output: 0 });
    const later = await openJournal(folder);
    await later.spend(OTHER, "batch-1", tokens);
    expect(await later.takeSpent()).toEqual({ input: 0, output: 0 });
  });

  it("says so when it cannot write", async () => {
    const journal = await openJournal(folder);
    await writeFile(join(root, "locstep"), "a file where the folder must be");
    await expect(journal.record(GROUP, "chunk-1", ANSWER)).rejects.toThrow(OutsideError);
  });
});

function daysAgo(count: number): Date {
  return new Date(Date.now() - count * 24 * 60 * 60 * 1000);
}
