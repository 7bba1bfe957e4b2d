import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkoutOf, errorsIn, reportOf, shown, workTreeOf } from "../checkout.ts";

const SOURCE = { k: "Text" };

const nested = (levels: number) => `${'{"k":'.repeat(levels)}"x"${"}".repeat(levels)}`;
const utf16 = (text: string, mark: readonly number[]) =>
  Buffer.concat([Buffer.from(mark), Buffer.from(text, "utf16le")]);

/** Target file by namespace, and what must be said of it: place, reason. */
const UNREADABLE: Readonly<Record<string, readonly [string | Uint8Array, string, string]>> = {
  malformed: ['{\n  "k": "Text",\n  "l" "x"\n}\n', "3:7", "expected ':'"],
  truncated: ['{\n  "k": "Te', "2:11", "unterminated string"],
  empty: ["", "1:1", "the file is empty"],
  blank: [" \n", "2:1", "the file is empty"],
  "latin-1": [Buffer.from('{ "k": "Gr\u00fc\u00dfe" }', "latin1"), "1:11", "Latin-1"],
  "utf-16-unmarked": [utf16('{"k":"x"}', []), "1:2", "UTF-16 without a byte order mark"],
  "utf-16-cut": [utf16('{"k":"x"}', [0xff, 0xfe]).subarray(0, -1), "1:", "half a character"],
  "utf-16-surrogate": [utf16('{"k":"\ud800"}', [0xff, 0xfe]), "1:", "unpaired surrogate"],
  "a-list": ['["a"]', "1:1", "the top level must be an object"],
  "a-text": ['"a"', "1:1", "the top level must be an object"],
  conflict: ['{\n<<<<<<< HEAD\n  "k": "a"\n=======\n', "2:1", "a merge conflict stands here"],
  "conflict-of-all": [
    "<<<<<<< ours\n{}\n=======\n{ }\n>>>>>>> theirs\n",
    "1:1",
    "a merge conflict",
  ],
  deep: [nested(10_000), "1:5001", "nested deeper than 1000 levels"],
};

test("a JSON file that cannot be read is named with place and remedy, and stays as it is", async () => {
  const names = Object.keys(UNREADABLE);
  const repository = checkoutOf({ "l/en/good.json": SOURCE, "l/de/good.json": { k: "Gut" } });
  for (const name of names) {
    repository.write(`l/en/${name}.json`, SOURCE);
    repository.write(`l/de/${name}.json`, UNREADABLE[name]?.[0] ?? "");
  }
  await repository.commit("Break what can be broken");
  const before = workTreeOf(repository);

  const errors = errorsIn(await reportOf(repository, "check", 1));
  expect(workTreeOf(repository)).toEqual(before);
  expect(errors).toHaveLength(names.length);
  for (const name of names) {
    const [, place, reason] = UNREADABLE[name] ?? [];
    const error = errors.find((text) => text.startsWith(`l/de/${name}.json:${place}`));
    expect(error, name).toContain(reason);
    expect(error, name).toMatch(/ → correct the file; .+ leaves it as it is$/u);
  }

  const synced = await reportOf(repository, "sync", 1);
  expect(errorsIn(synced)).toEqual(errors);
  // One locale's failure keeps no other from being translated.
  expect([...synced.written].sort()).toEqual(
    [...names, "good"].map((name) => `l/en-XA/${name}.json`).sort(),
  );
  expect(workTreeOf(repository)).toMatchObject(before);
});

test("a source that cannot be read is told once, and its targets stay as they are", async () => {
  const repository = checkoutOf({
    "l/en/broken.json": '{ "a": "x',
    "l/de/broken.json": { a: "y" },
    "l/en/deep.json": nested(10_000),
    "l/en/list.json": "[".repeat(1_000_000),
  });
  await repository.commit("Break the sources");
  const before = workTreeOf(repository);
  for (const command of ["check", "sync"] as const) {
    const errors = errorsIn(await reportOf(repository, command, 1));
    expect(errors.map((error) => error.split(" ")[0]).sort()).toEqual([
      "l/en/broken.json:1:10",
      "l/en/deep.json:1:5001",
      "l/en/list.json:1:1",
    ]);
    expect(workTreeOf(repository)).toEqual(before);
  }
});

test("UTF-8 and UTF-16 with byte order marks are read, and written in the same encoding", async () => {
  const text = '{ "k": "Gr\u00fc\u00dfe \u{1f44d}" }\n';
  const marks: Readonly<Record<string, (content: string) => Buffer>> = {
    "utf-8": (content) => Buffer.from(`\ufeff${content}`),
    "utf-16le": (content) => utf16(content, [0xff, 0xfe]),
    "utf-16be": (content) => utf16(content, [0xff, 0xfe]).swap16(),
  };
  const repository = checkoutOf({});
  for (const [name, encode] of Object.entries(marks)) {
    repository.write(`l/en/${name}.json`, encode(text));
    repository.write(`l/en-XA/${name}.json`, encode("{}\n"));
    repository.write(`l/de/${name}.json`, encode(text));
  }
  await reportOf(repository, "sync", 0);
  for (const [name, encode] of Object.entries(marks)) {
    const written = readFileSync(join(repository.root, `l/en-XA/${name}.json`));
    expect(written).toEqual(encode('{"k": "[Ĝŕüßéé 👍]"}\n'));
  }
});

test("of a key that stands twice, the one that is read is told apart and the other kept", async () => {
  const repository = checkoutOf({
    "l/en/twice.json": '{\n  "k": "Old",\n  "k": "New"\n}\n',
    "l/de/twice.json": '{\n  "k": "Alt",\n  "k": "Neu"\n}\n',
    "l/en-XA/twice.json": '{\n  "k": "one",\n  "k": ""\n}\n',
  });
  const { findings } = await reportOf(repository, "check", 0);
  const twins = findings.filter(({ code }) => code === "duplicate-key");
  expect(twins.map((twin) => shown(twin).split(" ")[0]).sort()).toEqual([
    "l/de/twice.json:2:3",
    "l/en-XA/twice.json:2:3",
    "l/en/twice.json:2:3",
  ]);
  await reportOf(repository, "sync", 0);
  expect(repository.read("l/en-XA/twice.json")).toBe('{\n  "k": "one",\n  "k": "[Ñéŵ]"\n}\n');
  expect(repository.read("l/de/twice.json")).toContain('"Alt",\n  "k": "Neu"');
});
