import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Catalog,
  Kind,
  keyOf,
  nameOf,
  type Problem,
  textOf,
} from "../../core/catalog/catalog.ts";
import type { Edit, Format } from "../../core/formats/format.ts";
import { type Key, keyId } from "../../core/model/key.ts";
import { editedValue, textsOf, valueAt } from "./plain-value.ts";
import {
  editableRows,
  isContainerRow,
  linesOf,
  linesOutside,
  liveRows,
  liveTexts,
  removableRows,
  siblings,
} from "./rows.ts";
import { TRICKY } from "./tricky.ts";

/** A document that the format reads without a problem. */
export interface Sample {
  readonly name: string;
  readonly text: string;
  /** The locale on disk, for formats with root keys. */
  readonly root?: string;
}

export interface FormatSamples {
  /** Hand-made documents, each in a style of its own. Kept under 1 kB: they are cut everywhere. */
  readonly documents: readonly Sample[];
  /** Random documents in random styles. */
  readonly generated: fc.Arbitrary<string>;
  /** What the runtime reads: another implementation's plain value, below the root key. */
  readonly parse: (text: string, root?: string) => unknown;
  readonly broken: readonly {
    readonly name: string;
    readonly text: string;
    readonly code: Problem["code"];
    readonly offset?: number;
  }[];
  /** Whether a name at the top level is no message's in this format. */
  readonly isReserved?: (name: string) => boolean;
}

/** The laws of a format (`core/formats/format.ts`). */
export function formatContract(format: Format, samples: FormatSamples): void {
  const { documents, generated, parse, broken, isReserved = () => false } = samples;
  const names = TRICKY.filter((name) => !isReserved(name));

  function scan(text: string, root?: string): Catalog {
    const catalog = format.scan(Buffer.from(text), root);
    expect(catalog.problems).toEqual([]);
    return catalog;
  }

  function splice(catalog: Catalog, edits: readonly Edit[], order: Catalog = catalog): string {
    const result = format.splice(catalog, edits, order);
    if (result.outcome === "refused") throw new Error(`${result.reason}: ${result.key.join(" ")}`);
    return Buffer.from(result.bytes).toString();
  }

  describe.each(documents)("$name", ({ text, root }) => {
    test("reads what the runtime reads", () => {
      expect(liveTexts(scan(text, root))).toEqual(textsOf(parse(text, root)));
    });

    test("tells where each character of a text is written", () => {
      expectOffsets(scan(text, root));
      for (const edit of trickyEdits(scan(text, root))) {
        expectOffsets(scan(splice(scan(text, root), [edit]), root));
      }
    });

    test("no edits give back the bytes", () => {
      expect(splice(scan(text, root), [])).toBe(text);
    });

    test("setting the current texts is no change", () => {
      const catalog = scan(text, root);
      expect(splice(catalog, [...liveTexts(catalog)].map(toSet))).toBe(text);
    });

    test("one edit changes the bytes of its value alone", () => {
      const catalog = scan(text, root);
      for (const row of editableRows(catalog)) {
        const key = keyOf(catalog, row);
        const result = Buffer.from(splice(catalog, [{ kind: "set", key, text: "New text" }]));
        const start = catalog.valueStart[row] as number;
        const tail = catalog.bytes.length - (catalog.valueEnd[row] as number);
        expect(result.subarray(0, start)).toEqual(Buffer.from(text).subarray(0, start));
        expect(result.subarray(result.length - tail).toString()).toBe(
          Buffer.from(text)
            .subarray(catalog.bytes.length - tail)
            .toString(),
        );
        expect(parse(result.toString(), root)).toEqual(
          editedValue(parse(text, root), { kind: "set", key, text: "New text" }),
        );
      }
    });

    test("takes every tricky text", () => {
      const catalog = scan(text, root);
      const rows = editableRows(catalog);
      for (const [index, tricky] of TRICKY.entries()) {
        const row = rows[index % rows.length];
        if (row === undefined) return;
        const key = keyOf(catalog, row);
        const result = splice(catalog, [{ kind: "set", key, text: tricky }]);
        expect(valueAt(parse(result, root), key)).toBe(tricky);
      }
    });

    test("takes every tricky name", () => {
      const catalog = scan(text, root);
      const before = parse(text, root);
      const edits = names
        .filter((name) => valueAt(before, [name]) === undefined)
        .map((name): Edit => ({ kind: "set", key: [name], text: `value of ${name}` }));
      expect(parse(splice(catalog, edits), root)).toEqual(edits.reduce(editedValue, before));
    });

    test("removing an entry takes no other line", () => {
      const catalog = scan(text, root);
      for (const row of removableRows(catalog)) {
        const edit: Edit = { kind: "remove", key: keyOf(catalog, row) };
        const result = splice(catalog, [edit]);
        expect(parse(result, root)).toEqual(editedValue(parse(text, root), edit));
        const { length } = siblings(catalog, row).filter(
          (twin) => nameOf(catalog, twin) !== nameOf(catalog, row),
        );
        if (length === 0) continue;
        expect(linesOf(result)).toEqual(expect.arrayContaining(linesOutside(catalog, row)));
      }
    });

    test("a removed text comes back", () => {
      const catalog = scan(text, root);
      for (const [id, value] of liveTexts(catalog)) {
        const key = JSON.parse(id) as Key;
        const row = removableRows(catalog).find((row) => keyId(keyOf(catalog, row)) === id);
        if (row === undefined) continue;
        const without = scan(splice(catalog, [{ kind: "remove", key }]), root);
        const restored = splice(without, [{ kind: "set", key, text: value }], catalog);
        expect(parse(restored, root)).toEqual(parse(text, root));
      }
    });

    test("inserting an entry changes at most the line that it follows", () => {
      const catalog = scan(text, root);
      const edit: Edit = { kind: "set", key: ["zzz new"], text: "New text" };
      const result = splice(catalog, [edit]);
      expect(parse(result, root)).toEqual(editedValue(parse(text, root), edit));
      const lines = new Set(linesOf(result));
      expect(linesOf(text).filter((line) => !lines.has(line)).length).toBeLessThanOrEqual(1);
    });

    test("a container is no text and a text no container", () => {
      const catalog = scan(text, root);
      for (const row of liveRows(catalog)) {
        const key = keyOf(catalog, row);
        if (isContainerRow(catalog, row)) {
          if (catalog.parent[row + 1] !== row) continue;
          const result = format.splice(catalog, [{ kind: "set", key, text: "x" }], catalog);
          expect(result).toMatchObject({ outcome: "refused", reason: "container", key });
        } else if (catalog.kind[row] === Kind.Text) {
          const below: Edit = { kind: "set", key: [...key, "below"], text: "x" };
          expect(format.splice(catalog, [below], catalog).outcome).toBe("refused");
        }
      }
    });

    test("removing what is not there is no change", () => {
      const catalog = scan(text, root);
      expect(splice(catalog, [{ kind: "remove", key: ["not there", "at all"] }])).toBe(text);
    });

    test("cut at any byte it is read or has a problem, and is never written wrongly", () => {
      const bytes = Buffer.from(text);
      for (let end = 0; end < bytes.length; end++) {
        const cut = format.scan(bytes.subarray(0, end), root);
        for (const { offset } of cut.problems) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(end);
        }
        if (cut.problems.length === 0) {
          expect(liveTexts(cut)).toEqual(textsOf(parse(bytes.subarray(0, end).toString(), root)));
        } else if (end > 0) {
          const result = format.splice(cut, [{ kind: "set", key: ["k"], text: "x" }], cut);
          expect(result.outcome).toBe("refused");
        }
      }
    });
  });

  test.each(broken)("$name is a problem with an offset", ({ text, code, offset }) => {
    const [problem] = format.scan(Buffer.from(text)).problems;
    expect(problem).toMatchObject(offset === undefined ? { code } : { code, offset });
    expect(problem?.offset).toBeLessThanOrEqual(Buffer.byteLength(text));
  });

  test("random edits of random documents read as the plain value edited the same way", () => {
    fc.assert(
      fc.property(generated, someEdits(names), (text, choices) => {
        const catalog = scan(text);
        const list = compatible(choices.flatMap((choice) => resolveEdit(catalog, choice)));
        const result = splice(catalog, list);
        expect(parse(result)).toEqual(list.reduce(editedValue, parse(text)));
        expect(splice(scan(result), list, catalog)).toBe(result);
        expectOffsets(scan(result));
        if (list.length === 0) expect(result).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test("a new file is written whole from its source", () => {
    fc.assert(
      fc.property(generated, (text) => {
        const source = scan(text);
        const all = [...liveTexts(source)].map(toSet);
        const texts = splice(scan(format.blank), all, source);
        expect(liveTexts(scan(texts))).toEqual(liveTexts(source));
      }),
      { numRuns: 100 },
    );
  });
}

/** Every text that the document has a place for, each set alone. */
function trickyEdits(catalog: Catalog): Edit[] {
  const rows = editableRows(catalog);
  return TRICKY.flatMap((text, index): Edit[] => {
    const row = rows[index % rows.length];
    return row === undefined ? [] : [{ kind: "set", key: keyOf(catalog, row), text }];
  });
}

/** White space has no place of its own where lines fold; all else stands there, or an escape does. */
function expectOffsets(catalog: Catalog): void {
  for (const row of editableRows(catalog)) {
    if (catalog.kind[row] !== Kind.Text) continue;
    const text = textOf(catalog, row);
    let last = (catalog.valueStart[row] as number) - 1;
    const step = Math.ceil(text.length / 50);
    for (let unit = 0; unit <= text.length; unit += step) {
      const at = catalog.reader.offset(catalog, row, unit);
      if (at === undefined) throw new Error(`no offset of ${unit} in ${JSON.stringify(text)}`);
      expect(at).toBeGreaterThanOrEqual(last);
      expect(at).toBeLessThanOrEqual(catalog.valueEnd[row] as number);
      const character = String.fromCodePoint(text.codePointAt(unit) ?? 0);
      if (unit === text.length || /[\s\uDC00-\uDFFF]/u.test(character)) continue;
      const there = Buffer.from(catalog.bytes.subarray(at)).toString();
      const stands = there.startsWith(character) || there.startsWith("\\");
      expect([text, unit, stands && at > last]).toEqual([text, unit, true]);
      last = at;
    }
  }
}

type Choice =
  | { readonly kind: "set" | "remove"; readonly pick: number; readonly text: string }
  | {
      readonly kind: "insert";
      readonly pick: number;
      readonly text: string;
      readonly name: string;
    };

function someEdits(names: readonly string[]): fc.Arbitrary<Choice[]> {
  const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...TRICKY));
  const pick = fc.nat();
  const choice: fc.Arbitrary<Choice> = fc.oneof(
    fc.record({ kind: fc.constantFrom("set", "remove"), pick, text }),
    fc.record({ kind: fc.constant("insert"), pick, text, name: fc.constantFrom(...names) }),
  );
  return fc.array(choice, { maxLength: 8 });
}

/** The edit of a document that a choice stands for; none when the document has no place for it. */
function resolveEdit(catalog: Catalog, choice: Choice): Edit[] {
  const { kind, pick, text } = choice;
  const rows = kind === "remove" ? removableRows(catalog) : editableRows(catalog);
  const maps = [0, ...liveRows(catalog).filter((row) => catalog.kind[row] === Kind.Map)];
  const candidates = kind === "insert" ? maps : rows;
  const row = candidates[pick % candidates.length];
  if (row === undefined) return [];
  const key = keyOf(catalog, row);
  if (kind === "remove") return [{ kind, key }];
  if (kind === "insert" && hasRow(catalog, [...key, choice.name])) return [];
  return [{ kind: "set", key: kind === "insert" ? [...key, choice.name] : key, text }];
}

function hasRow(catalog: Catalog, key: Key): boolean {
  return liveRows(catalog).some((row) => keyId(keyOf(catalog, row)) === keyId(key));
}

/** The edits without those about the same key as, or one below, an earlier one. */
function compatible(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits) {
    const clashes = kept.some(({ key }) => startsWith(key, edit.key) || startsWith(edit.key, key));
    if (!clashes) kept.push(edit);
  }
  return kept;
}

function startsWith(key: Key, start: Key): boolean {
  return start.every((name, index) => key[index] === name);
}

function toSet([id, text]: [string, string]): Edit {
  return { kind: "set", key: JSON.parse(id) as Key, text };
}
