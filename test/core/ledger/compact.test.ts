import { expect, test } from "vitest";
import { type CompactionRules, compact } from "../../../core/ledger/compact.ts";
import type { Fact, PendingGroup, RefusedMessage } from "../../../core/ledger/fact.ts";
import { readLedger } from "../../../core/ledger/ledger.ts";
import { type Segment, makeSegment } from "../../../core/ledger/segment.ts";

const id = (letter: string): string => letter.repeat(40);

function fact(source: string, target: string, more: Partial<Fact> = {}): Fact {
  const none = new Set<string>();
  const marks = {
    total: 1,
    missing: 0,
    broken: 0,
    rules: "",
    extra: 0,
    person: [],
    stale: none,
    flagged: none,
  };
  return {
    path: "de.json",
    locale: "de",
    source: id(source),
    target: id(target),
    marks: { ...marks, unconfirmed: none, cells: new Set(["aaaaaaaa"]) },
    ...more,
  };
}

function group(contentKey: string, attempt: number): PendingGroup {
  return {
    contentKey,
    attempt,
    provider: "p",
    handle: String(attempt),
    locales: ["de"],
    redo: [],
    messages: [contentKey],
  };
}

function segments(...lists: readonly (readonly (Fact | PendingGroup)[])[]): readonly Segment[] {
  return lists.map((list) => {
    const facts = list.filter((line) => "marks" in line);
    const pending = list.filter((line) => "contentKey" in line);
    return makeSegment(facts, pending) as Segment;
  });
}

/** HEAD holds the blobs c and c; one group is waited for. */
const rules: CompactionRules = {
  current: (path) => (path === "de.json" ? [{ source: id("c"), target: id("c") }] : []),
  isLive: (target) => target === id("c") || target === id("e"),
  isAwaited: (locale, message) => locale === "de" && message === "awaited0",
};

const HISTORY = [[fact("a", "a")], [fact("b", "b")], [fact("c", "c")]] as const;

function factsAfter(before: readonly Segment[], with_: CompactionRules = rules): readonly Fact[] {
  const { segment } = compact(before, with_, 1) as { segment: Segment };
  return readLedger([segment]).facts();
}

test("older lines go where one names exactly HEAD's blobs, and cells lose their tags", () => {
  const settled = fact("c", "c");
  expect(factsAfter(segments(...HISTORY))).toEqual([
    { ...settled, marks: { ...settled.marks, cells: new Set() } },
  ]);
});

test("all lines stay where none names HEAD's blobs, or not what the work tree holds", () => {
  const without = segments(HISTORY[0], HISTORY[1]);
  expect(factsAfter(without)).toHaveLength(2);
  const edited = { source: id("c"), target: id("f") };
  const dirty = { ...rules, current: () => [{ source: id("c"), target: id("c") }, edited] };
  expect(factsAfter(segments(...HISTORY), dirty)).toHaveLength(3);
  const synced = segments(...HISTORY, [fact("c", "f")]);
  expect(factsAfter(synced, dirty).map(({ target }) => target)).toEqual([id("c"), id("f")]);
});

test("a line stays whose target blob is another file's of today, and those of other paths", () => {
  const renamed = segments(...HISTORY, [fact("a", "e")], [fact("a", "a", { path: "gone.json" })]);
  expect(factsAfter(renamed).map(({ path, target }) => [path, target])).toEqual([
    ["de.json", id("e")],
    ["de.json", id("c")],
    ["gone.json", id("a")],
  ]);
});

test("of a group in flight the latest attempt stays, as long as something of it is waited for", () => {
  const before = segments(
    [fact("c", "c"), group("awaited0", 1)],
    [group("awaited0", 2), group("collected", 1)],
  );
  const { segment } = compact(before, rules, 1) as { segment: Segment };
  expect(readLedger([segment]).pending).toEqual([group("awaited0", 2)]);
});

test("a refusal stays as long as its message is open", () => {
  const refused = (message: string): RefusedMessage => ({
    provider: "p",
    locale: "de",
    message,
    reason: "lost",
  });
  const before = [
    ...segments(...HISTORY),
    makeSegment([], [], [refused("awaited0"), refused("finished")]) as Segment,
  ];
  const { segment } = compact(before, rules, 1) as { segment: Segment };
  expect(readLedger([segment]).refused).toEqual([refused("awaited0")]);
});

test("few segments, damaged ones and those of a newer version are left alone", () => {
  const many = segments(...HISTORY);
  expect(compact(many, rules)).toBeUndefined();
  const [first, ...others] = many as [Segment, ...Segment[]];
  const newer = { ...first, text: first.text.replace("# locstep 1", "# locstep 2") };
  expect(compact([newer, ...others], rules, 1)).toBeUndefined();
  const damaged = { ...first, text: `<<<<<<< HEAD\n${first.text}` };
  expect(compact([damaged, ...others], rules, 1)?.replaced).not.toContain(first.name);
});

test("compacting twice is compacting once", () => {
  const once = compact(segments(...HISTORY, [group("awaited0", 1)]), rules, 1)?.segment as Segment;
  expect(compact([once], rules, 0)).toBeUndefined();
  expect(compact(segments(...HISTORY, [group("awaited0", 1)]), rules, 1)?.segment).toEqual(once);
});
