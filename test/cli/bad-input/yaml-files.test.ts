import { expect, test } from "vitest";
import { checkoutOf, errorsIn, reportOf, workTreeOf } from "../checkout.ts";

const CONFIG = `sourceLocale: en
targetLocales: [de, en-XA]
files:
  - l/{namespace}.{locale}.yml
`;

const SOURCE = "en:\n  k: Text\n";

/** Nine to the power of `levels` entries, were they written out. */
function aliasBomb(levels: number): string {
  const lines = ['a0: &a0 ["x","x","x","x","x","x","x","x","x"]'];
  for (let at = 1; at < levels; at++) {
    lines.push(`a${at}: &a${at} [${Array.from({ length: 9 }, () => `*a${at - 1}`).join(",")}]`);
  }
  return `${lines.join("\n")}\nde: *a${levels - 1}\n`;
}

/** Target file by namespace, its place and what must be said of it. */
const UNREADABLE: Readonly<Record<string, readonly [string | Uint8Array, string, string]>> = {
  "a-tab": ["de:\n\tk: x\n", "2:2", "a tab in the indentation"],
  truncated: ['de:\n  k: "x\n', "2:6", "unterminated"],
  "open-list": ["de:\n  k: [1\n", "3:1", "expected"],
  "no-anchor": ["de:\n  k: *nope\n", "2:6", "an alias without its anchor"],
  "holds-itself": ["de: &a\n  k: *a\n", "2:6", "an anchor that holds itself"],
  "alias-bomb": [aliasBomb(12), "1:", "aliases expand to more than"],
  deep: [`de: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`, "1:", "nested deeper than"],
  "two-documents": ["de:\n  k: x\n---\nfr:\n  k: y\n", "3:1", "put each into a file of its own"],
  "anchored-key": ["de:\n  &a k: x\n", "2:6", "an anchor or a tag on a key"],
  "key-of-alias": ["de:\n  k: &a x\n  *a : y\n", "3:3", "a key that is no text"],
  conflict: ["de:\n<<<<<<< HEAD\n  k: x\n=======\n  k: y\n>>>>>>> b\n", "2:1", "a merge conflict"],
  directive: ["%TAG ! tag:x,2000:\n---\nde:\n  k: x\n", "1:1", "a directive other than %YAML"],
  "a-list": ["- x\n", "1:1", "the top level must be a map"],
  "latin-1": [Buffer.from("de:\n  k: Gr\u00fc\u00dfe\n", "latin1"), "2:8", "Latin-1"],
};

test("a YAML file that cannot be read is named with place and remedy, and stays as it is", async () => {
  const names = Object.keys(UNREADABLE);
  const repository = checkoutOf({}, CONFIG);
  for (const name of names) {
    repository.write(`l/${name}.en.yml`, SOURCE);
    repository.write(`l/${name}.de.yml`, UNREADABLE[name]?.[0] ?? "");
  }
  await repository.commit("Break what can be broken");
  const before = workTreeOf(repository);

  const errors = errorsIn(await reportOf(repository, "check", 1));
  expect(workTreeOf(repository)).toEqual(before);
  expect(errors).toHaveLength(names.length);
  for (const name of names) {
    const [, place, reason] = UNREADABLE[name] ?? [];
    const error = errors.find((text) => text.startsWith(`l/${name}.de.yml:${place}`));
    expect(error, `${name} in ${errors.join("\n")}`).toContain(reason);
    expect(error, name).toMatch(/ → correct the file; .+ leaves it as it is$/u);
  }

  const synced = await reportOf(repository, "sync", 1);
  expect(errorsIn(synced)).toEqual(errors);
  expect([...synced.written].sort()).toEqual(names.map((name) => `l/${name}.en-XA.yml`).sort());
  expect(workTreeOf(repository)).toMatchObject(before);
});

test("an empty YAML file is a locale without translations: it is filled", async () => {
  const repository = checkoutOf({ "l/a.en.yml": SOURCE, "l/a.en-XA.yml": "" }, CONFIG);
  await reportOf(repository, "sync", 0);
  expect(repository.read("l/a.en-XA.yml")).toBe('en-XA:\n  k: "[Ţéẋţ]"\n');
});
