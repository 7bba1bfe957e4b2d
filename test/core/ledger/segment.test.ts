import fc from "fast-check";
import { expect, test } from "vitest";
import { type Fact, type PendingGroup, fromRuns, toRuns } from "../../../core/ledger/fact.ts";
import { readLedger } from "../../../core/ledger/ledger.ts";
import { formatFact } from "../../../core/ledger/line.ts";
import { type Segment, makeSegment, readSegment } from "../../../core/ledger/segment.ts";

const ids = fc.oneof(hex(40), hex(64));
const tags = fc.uniqueArray(fc.stringMatching(/^[\w-]{8}$/u), { maxLength: 4 });
const facts: fc.Arbitrary<Fact> = fc.record({
  path: fc.string({ unit: "grapheme", minLength: 1 }),
  locale: fc.constantFrom("de", "pt-BR", "zh-Hant-TW"),
  source: ids,
  target: ids,
  marks: fc.record({
    total: fc.nat(),
    missing: fc.nat(),
    broken: fc.nat(),
    rules: fc.constantFrom("", "abcdefgh"),
    extra: fc.nat(),
    person: fc
      .array(fc.boolean(), { maxLength: 40 })
      .map((bits) => toRuns(Uint8Array.from(bits, Number))),
    stale: tags.map((list) => new Set(list)),
    flagged: tags.map((list) => new Set(list)),
    unconfirmed: tags.map((list) => new Set(list)),
    cells: tags.map((list) => new Set(list)),
  }),
});
const groups: fc.Arbitrary<PendingGroup> = fc.record({
  contentKey: hex(64),
  attempt: fc.nat(99),
  provider: fc.constantFrom("lingo", "openai"),
  handle: fc.string({ unit: "grapheme", minLength: 1 }),
  locales: fc.constant(["de", "fr"]),
  messages: fc.array(fc.stringMatching(/^[\w-]{8}$/u), { minLength: 1, maxLength: 3 }),
  redo: fc.array(fc.stringMatching(/^[\w-]{8}$/u), { maxLength: 3 }),
});

function hex(length: number): fc.Arbitrary<string> {
  return fc.string({
    unit: fc.constantFrom(..."0123456789abcdef"),
    minLength: length,
    maxLength: length,
  });
}

function segmentOf(list: readonly Fact[], pending: readonly PendingGroup[] = []): Segment {
  const segment = makeSegment(list, pending);
  if (segment === undefined) throw new Error("no facts, no segment");
  return segment;
}

test("runs name exactly the set that they were made from", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (bits) => {
      const set = Uint8Array.from(bits, Number);
      expect(fromRuns(toRuns(set), set.length)).toEqual(set);
    }),
  );
});

test("facts and groups in flight read back as written", () => {
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1 }), groups, (list, group) => {
      const ledger = readLedger([segmentOf(list, [group])]);
      expect(ledger.damaged).toBe(0);
      expect(ledger.pending).toEqual([group]);
      for (const fact of list) {
        expect(ledger.exact(fact.locale, fact.source, fact.target)).toContainEqual(fact);
        expect(ledger.related(fact.path, fact.locale, "")).toContainEqual(fact);
        expect(ledger.related("elsewhere", fact.locale, fact.target)).toContainEqual(fact);
      }
    }),
  );
});

/** The same fact, its tags found in another order. */
function withTagsTurned({ marks, ...fact }: Fact): Fact {
  const turn = (set: ReadonlySet<string>) => new Set([...set].reverse());
  const tags = { stale: turn(marks.stale), flagged: turn(marks.flagged) };
  const others = { unconfirmed: turn(marks.unconfirmed), cells: turn(marks.cells) };
  return { ...fact, marks: { ...marks, ...tags, ...others } };
}

test("law 8: equal facts give equal bytes, in whatever order and number they come", () => {
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1 }), (list) => {
      const turned = list.map(withTagsTurned).reverse();
      expect(segmentOf(turned.concat(list))).toEqual(segmentOf(list));
    }),
  );
});

test("law 8: a line is at most 100 bytes plus its path and marks", () => {
  const marks = {
    total: 0,
    missing: 0,
    broken: 0,
    rules: "",
    extra: 0,
    person: [],
    stale: new Set<string>(),
    flagged: new Set<string>(),
    unconfirmed: new Set<string>(),
    cells: new Set<string>(),
  };
  const fact = {
    path: "p",
    locale: "zh-Hant",
    source: "0".repeat(40),
    target: "1".repeat(40),
    marks,
  };
  expect(formatFact(fact).length - "p".length - "=0".length).toBeLessThanOrEqual(100);
});

test("law 2: no damage to a segment's text makes a fact that was not there", () => {
  const damage = fc.record({
    cut: fc.nat(),
    at: fc.nat(),
    insert: fc.constantFrom("", "<<<<<<< HEAD\n", "=======\n", "x", " ", "\r"),
  });
  fc.assert(
    fc.property(
      fc.array(facts, { minLength: 1, maxLength: 4 }),
      damage,
      fc.boolean(),
      (list, { cut, at, insert }, drop) => {
        const { name, text } = segmentOf(list);
        const place = at % text.length;
        const end = drop ? text.length - (cut % text.length) : text.length;
        const damaged = (text.slice(0, place) + insert + text.slice(place)).slice(0, end);
        const lines = new Set(readSegment({ name, text }).lines);
        for (const line of readSegment({ name, text: damaged }).lines)
          expect(lines).toContain(line);
      },
    ),
  );
});

test("line ends that git converted lose no fact", () => {
  const fact = fc.sample(facts, { numRuns: 1, seed: 1 })[0] as Fact;
  const { name, text } = segmentOf([fact]);
  const read = readSegment({ name, text: text.replaceAll("\n", "\r\n") });
  expect(read.lines).toHaveLength(1);
  expect(read.damaged).toBe(0);
});

test("a newer version's facts are read as far as they check, and the ledger says so", () => {
  const fact = fc.sample(facts, { numRuns: 1, seed: 2 })[0] as Fact;
  const { name, text } = segmentOf([fact]);
  const ledger = readLedger([{ name, text: text.replace("# locstep 1", "# locstep 2") }]);
  expect(ledger.newer).toBe(true);
  expect(ledger.facts()).toEqual([fact]);
});
