import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { Kind, keyOf } from "../../../core/catalog/catalog.ts";
import type { Edit } from "../../../core/formats/format.ts";
import { yaml } from "../../../core/formats/yaml/yaml.ts";
import { keyId } from "../../../core/model/key.ts";
import { editedValue, textsOf } from "../../contract/plain-value.ts";
import { liveRows, liveTexts } from "../../contract/rows.ts";

const MERGED = `base: &base
  a: A
  deep: {x: X}
other: &other
  a: lost
  o: O
title: &title T
free: &free F # nobody refers to it
de:
  <<: [*base, *other] # shared
  b: B
  alias: *title
  copy: *base
  list:
  - *title
  - i
`;

function scan(text: string): ReturnType<typeof yaml.scan> {
  const catalog = yaml.scan(Buffer.from(text));
  expect(catalog.problems).toEqual([]);
  return catalog;
}

function splice(text: string, ...edits: Edit[]): string {
  const catalog = scan(text);
  const result = yaml.splice(catalog, edits, catalog);
  return result.outcome === "spliced" ? Buffer.from(result.bytes).toString() : result.reason;
}

function set(text: string, ...key: string[]): Edit {
  return { kind: "set", key, text };
}

describe("what stands elsewhere is read where it is referred to", () => {
  test("aliases and merges read as the runtime reads them", () => {
    expect(liveTexts(scan(MERGED))).toEqual(textsOf(parse(MERGED, { version: "1.1" })));
  });

  test("such texts are of kind Alias and point at where they are written", () => {
    const catalog = scan(MERGED);
    for (const row of liveRows(catalog)) {
      const [top, ...rest] = keyOf(catalog, row);
      if (top !== "de" || rest.length === 0) continue;
      const own = ["b", "list", "list,1"].includes(rest.join());
      if (catalog.kind[row] === Kind.Text) expect(own).toBe(true);
      if (catalog.kind[row] === Kind.Alias) expect(own).toBe(false);
    }
  });

  test("an entry of the map's own wins over a merged one", () => {
    const text = "a: &a\n  x: merged\n  y: Y\nb:\n  <<: *a\n  x: own\n";
    expect(liveTexts(scan(text)).get(keyId(["b", "x"]))).toBe("own");
    expect(splice(text, set("New", "b", "x"))).toBe(text.replace("own", "New"));
  });

  test("an anchor given twice is read as the one before", () => {
    const text = "a: &x 1st\nb: *x\nc: &x 2nd\nd: *x\n";
    expect(liveTexts(scan(text))).toEqual(textsOf(parse(text)));
  });

  test("an alias to a null or a number is no text", () => {
    const text = "n: &n\ni: &i 1\nm: *n\nj: *i\n";
    expect(liveTexts(scan(text))).toEqual(new Map());
  });
});

describe("an edit that others would see is refused", () => {
  test.each<[string, Edit]>([
    ["of an alias", set("x", "de", "alias")],
    ["of an alias in a list", set("x", "de", "list", "0")],
    ["of a merged text", set("x", "de", "a")],
    ["of a text below an alias", set("x", "de", "copy", "a")],
    ["of an anchored text that has aliases", set("x", "title")],
    ["of a text in an anchored map that has aliases", set("x", "base", "deep", "x")],
    ["of a new entry there", set("x", "base", "new")],
    ["of a new entry below an alias", set("x", "de", "copy", "new")],
    ["of a new entry in a merged map", set("x", "de", "deep", "new")],
    ["that removes a merged text", { kind: "remove", key: ["de", "a"] }],
    ["that removes an anchor in use", { kind: "remove", key: ["title"] }],
    ["that removes a map with an anchor in use", { kind: "remove", key: ["base"] }],
  ])("%s", (_, edit) => {
    expect(splice(MERGED, edit)).toBe("alias");
  });
});

describe("beside aliases everything is edited as ever", () => {
  test("an anchor that nobody refers to stays with its text", () => {
    expect(splice(MERGED, set("New", "free"))).toBe(MERGED.replace("&free F", "&free New"));
  });

  test("a text beside a merge", () => {
    expect(splice(MERGED, set("New", "de", "b"))).toBe(MERGED.replace("b: B", "b: New"));
  });

  test("a new entry goes behind the merge, never among what it brings", () => {
    const order = scan("de:\n  a: A\n  new: New\n  o: O\n  b: B\n");
    const result = yaml.splice(scan(MERGED), [set("New", "de", "new")], order);
    expect(result.outcome).toBe("spliced");
    if (result.outcome !== "spliced") return;
    expect(Buffer.from(result.bytes).toString()).toBe(
      MERGED.replace("  b: B", "  new: New\n  b: B"),
    );
  });

  test("a map that only merges takes an entry", () => {
    const text = "a: &a\n  x: X\nb:\n    <<: *a\nc: C\n";
    expect(splice(text, set("Own", "b", "own"))).toBe(text.replace("*a\n", "*a\n    own: Own\n"));
  });

  test("an alias is removed with its entry", () => {
    const edit: Edit = { kind: "remove", key: ["de", "alias"] };
    expect(splice(MERGED, edit)).toBe(MERGED.replace("  alias: *title\n", ""));
  });
});

test("documents with shared parts read as the yaml package reads them, and no edit touches another key", () => {
  const shared = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.lorem({ maxCount: 2 }), {
    minKeys: 1,
  });
  const document = fc.tuple(shared, shared, fc.nat(), fc.nat()).map(([one, two, pick, indent]) => {
    const value = { one, two, three: one, four: { five: two, six: one }, list: [two, "i", one] };
    const keys = [...textsOf(value).keys()].map((id) => JSON.parse(id) as string[]);
    return {
      text: stringify(value, { indent: 1 + (indent % 4) }),
      key: keys[pick % keys.length] as string[],
    };
  });
  fc.assert(
    fc.property(document, ({ text, key }) => {
      expect(liveTexts(scan(text))).toEqual(textsOf(parse(text)));
      const edit = set("New text", ...key);
      const result = splice(text, edit);
      if (result !== "alias") expect(parse(result)).toEqual(editedValue(parse(text), edit));
    }),
    { numRuns: 150 },
  );
});
