import { expect, test } from "vitest";
import { align } from "../../../core/catalog/align.ts";
import { buildKeyIndex } from "../../../core/catalog/key-index.ts";
import { json } from "../../../core/formats/json/json.ts";
import { applyEvidence, openVerdict } from "../../../core/ledger/verdict.ts";

test("who wrote what is read from a fact that numbers messages as we do, and from no other", () => {
  const scan = (texts: object) => json.scan(Buffer.from(JSON.stringify(texts)));
  const source = buildKeyIndex(scan({ a: "A", b: "B" }));
  const target = scan({ a: "x", b: "y" });
  const { rows } = align(source, target);
  const pair = { locale: "de", source, target, rows, emptyIsMissing: true, rules: "" };
  const none: ReadonlySet<string> = new Set();
  const sets = { stale: none, flagged: none, unconfirmed: none, cells: none };
  const persons = (total: number): readonly number[] => {
    const marks = { total, missing: 0, broken: 0, rules: "", extra: 0, person: [1, 1], ...sets };
    const fact = { path: "de.json", locale: "de", source: "", target: "", marks };
    const verdict = openVerdict(pair);
    applyEvidence(verdict, pair, { fact, source: "same", target: "same" });
    return [...verdict.person];
  };
  expect(persons(2)).toEqual([0, 0, 1]);
  expect(persons(3)).toEqual([0, 0, 0]);
});
