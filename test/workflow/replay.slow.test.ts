import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Catalog, keyOf } from "../../core/catalog/catalog.ts";
import { buildKeyIndex } from "../../core/catalog/key-index.ts";
import { diffCatalogs } from "../../core/diff/diff.ts";
import { findMoves, type RowRef } from "../../core/diff/moves.ts";
import { formatOf } from "../../core/formats/registry.ts";
import { cloneCorpus, corpora, removeClone } from "../support/corpora.ts";
import { type Content, readRevisions } from "../support/revisions.ts";

interface Corpus {
  readonly name: string;
  readonly revisions: number;
  /** A source file each, by all the paths that it ever had. */
  readonly sources: readonly (readonly string[])[];
}

const CORPORA: readonly Corpus[] = [
  {
    name: "excalidraw",
    revisions: 400,
    sources: [["src/locales/en.json", "packages/excalidraw/locales/en.json"]],
  },
  { name: "jellyfin-web", revisions: 400, sources: [["src/strings/en-us.json"]] },
  {
    name: "rubygems",
    revisions: 452,
    sources: [["config/locales/en.yml"], ["config/locales/avo.en.yml"]],
  },
  { name: "fluffychat", revisions: 300, sources: [["lib/l10n/intl_en.arb"]] },
];

/** What a step changed, each as its ids, sorted. An id is a source's number and its key's path. */
interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** `from → to` */
  readonly moved: readonly string[];
}

type Kind = keyof Changes;
const KINDS: readonly Kind[] = ["added", "changed", "removed", "moved"];
const total = { steps: 0, unreadable: 0, added: 0, changed: 0, removed: 0, moved: 0 };

describe.skipIf(!corpora)("each step between two revisions", () => {
  afterAll(() => console.log("all corpora", JSON.stringify(total)));

  test.each(CORPORA)(
    "of $name is reported as a plain parse of both says",
    async ({ name, revisions, sources }) => {
      const folder = await cloneCorpus(name);
      const history = await readRevisions(folder, sources.flat());
      await removeClone(folder);
      expect(history).toHaveLength(revisions);

      const figures = { steps: 0, unreadable: 0, added: 0, changed: 0, removed: 0, moved: 0 };
      let before = readState(sources, history[0] ?? [], []);
      for (const [at, contents] of history.slice(1).entries()) {
        const after = readState(sources, contents, before);
        const reported = reportedChanges(before, after);
        expect(reported, `revision ${at + 1}`).toEqual(plainChanges(before, after));
        for (const kind of KINDS) figures[kind] += reported[kind].length;
        figures.unreadable += after.filter((file) => file.isUnreadable).length;
        figures.steps++;
        before = after;
      }
      console.log(name, JSON.stringify(figures));
      for (const kind of [...KINDS, "steps", "unreadable"] as const) total[kind] += figures[kind];
    },
  );

  test("and the steps are all that the histories have", () => {
    expect(total.steps).toBe(1548);
    // One revision of rubygems holds unescaped quotes; a plain parse refuses it as well.
    expect(total.unreadable).toBe(1);
    for (const kind of KINDS) expect(total[kind]).toBeGreaterThan(0);
  });
});

/** A source file in one revision, read twice over. */
interface File {
  readonly bytes: Content;
  readonly catalog: Catalog;
  readonly texts: readonly Text[];
  /** Then the rest is of the last revision that was readable. */
  readonly isUnreadable: boolean;
}

function readState(
  sources: Corpus["sources"],
  contents: readonly Content[],
  before: readonly File[],
): readonly File[] {
  let at = 0;
  return sources.map((paths, source) => {
    const own = paths.map((path) => ({ path, bytes: contents[at++] }));
    const standing = own.filter(({ bytes }) => bytes !== undefined);
    expect(standing.length).toBeLessThan(2);
    const { path, bytes } = standing[0] ?? { path: paths[0] as string, bytes: undefined };
    const old = before[source];
    if (old !== undefined && !old.isUnreadable && sameBytes(old.bytes, bytes)) return old;
    return readFile(path, bytes, source, old);
  });
}

function sameBytes(a: Content, b: Content): boolean {
  return a !== undefined && b !== undefined ? a.equals(b) : a === b;
}

function readFile(path: string, bytes: Content, source: number, old: File | undefined): File {
  const format = formatOf(path);
  const catalog = format.scan(bytes ?? Buffer.from(format.blank), "en");
  const texts = plainTexts(path, bytes, source);
  const isUnreadable = catalog.problems.length > 0;
  expect(isUnreadable, path).toBe(texts === undefined);
  if (texts !== undefined) return { bytes, catalog, texts, isUnreadable };
  if (old === undefined) throw new Error(`${path} begins unreadable`);
  return { ...old, isUnreadable };
}

// What locstep says.

interface SourceRow extends RowRef {
  readonly source: number;
}

function reportedChanges(before: readonly File[], after: readonly File[]): Changes {
  const added: SourceRow[] = [];
  const changed: SourceRow[] = [];
  const removed: SourceRow[] = [];
  for (const [source, { catalog: now }] of after.entries()) {
    const { catalog: old } = before[source] as File;
    const diff = diffCatalogs(old, buildKeyIndex(now));
    added.push(...diff.added.map((row) => ({ source, catalog: now, row })));
    changed.push(...diff.changed.map((row) => ({ source, catalog: now, row })));
    removed.push(...diff.removed.map((row) => ({ source, catalog: old, row })));
  }
  const moves = findMoves(removed, added);
  const gone = new Set(moves.flatMap(({ from, to }) => [from, to]));
  const idOf = ({ source, catalog, row }: SourceRow): string => id(source, keyOf(catalog, row));
  const idsOf = (rows: readonly SourceRow[]): string[] =>
    rows.filter((row) => !gone.has(row)).map(idOf);
  return {
    added: idsOf(added).sort(),
    changed: idsOf(changed).sort(),
    removed: idsOf(removed).sort(),
    moved: moves.map(({ from, to }) => `${idOf(from)} → ${idOf(to)}`).sort(),
  };
}

// What a plain parse says; nothing of locstep is asked.

interface Text {
  readonly id: string;
  readonly leaf: string;
  readonly text: string;
}

function plainChanges(before: readonly File[], after: readonly File[]): Changes {
  const old = before.flatMap(({ texts }) => texts);
  const now = after.flatMap(({ texts }) => texts);
  const oldTexts = new Map(old.map((one) => [one.id, one.text]));
  const nowIds = new Set(now.map((one) => one.id));
  const removed = new Set(old.filter((one) => !nowIds.has(one.id)));
  const added = new Set(now.filter((one) => !oldTexts.has(one.id)));
  const changed = now.filter((one) => (oldTexts.get(one.id) ?? one.text) !== one.text);

  // A text that left one key and came to another; of several, one of the same last segment first.
  const moved: string[] = [];
  for (const isAlike of [(a: Text, b: Text) => a.leaf === b.leaf, () => true]) {
    for (const to of added) {
      const from = [...removed].find((one) => one.text === to.text && isAlike(one, to));
      if (from === undefined) continue;
      moved.push(`${from.id} → ${to.id}`);
      removed.delete(from);
      added.delete(to);
    }
  }
  return { added: ids(added), changed: ids(changed), removed: ids(removed), moved: moved.sort() };
}

function ids(texts: Iterable<Text>): string[] {
  return Array.from(texts, (one) => one.id).sort();
}

/** Undefined when the parser refuses the file. */
function plainTexts(path: string, bytes: Content, source: number): readonly Text[] | undefined {
  if (bytes === undefined) return [];
  const content = bytes.toString("utf8").replace(/^\uFEFF/u, "");
  try {
    return path.endsWith(".yml")
      ? flatten(
          (parse(content, { version: "1.1", uniqueKeys: false }) as { en: unknown }).en,
          source,
          [],
        )
      : flatten(withoutMetadata(path, JSON.parse(content) as object), source, []);
  } catch {
    return undefined;
  }
}

function withoutMetadata(path: string, document: object): object {
  if (!path.endsWith(".arb")) return document;
  return Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith("@")));
}

function flatten(value: unknown, source: number, key: readonly string[]): readonly Text[] {
  if (typeof value === "string" && value !== "") {
    return [{ id: id(source, key), leaf: key.at(-1) ?? "", text: value }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => flatten(child, source, [...key, name]));
}

function id(source: number, key: readonly string[]): string {
  return `${source} ${JSON.stringify(key)}`;
}
