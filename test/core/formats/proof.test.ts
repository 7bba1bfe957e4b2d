import { describe, expect, test } from "vitest";
import type { Edit } from "../../../core/formats/format.ts";
import { scanJson } from "../../../core/formats/json/scan.ts";
import { spliceJson } from "../../../core/formats/json/splice.ts";
import type { Plan } from "../../../core/formats/plan.ts";
import { proves } from "../../../core/formats/proof.ts";
import { planEdits } from "../../../core/formats/resolve.ts";
import { parseLenient } from "./json-samples.ts";

const before = scanJson(
  Buffer.from(
    '{\n  "a": "one",\n  "m": { "x": "ten", "y": ["i", null, 7] },\n  "gone": { "z": "Z" },\n  "b": "two"\n}\n',
  ),
);
const edits: readonly Edit[] = [
  { kind: "set", key: ["a"], text: "uno" },
  { kind: "set", key: ["m", "new"], text: "N" },
  { kind: "set", key: ["c", "d"], text: "D" },
  { kind: "remove", key: ["gone"] },
];

function plan(): Plan {
  const planned = planEdits(before, edits, before);
  if ("outcome" in planned) throw new Error(planned.reason);
  return planned;
}

function spliced(): Buffer {
  const result = spliceJson(before, edits, before);
  if (result.outcome === "refused") throw new Error(result.reason);
  return Buffer.from(result.bytes);
}

function isProven(bytes: Uint8Array): boolean {
  return proves(before, scanJson(bytes), plan());
}

describe("a splice is proven", () => {
  test("when it did its plan", () => {
    expect(isProven(spliced())).toBe(true);
  });

  test("never when it reads otherwise, whichever byte is changed, lost or added", () => {
    const bytes = spliced();
    const wanted = JSON.stringify(JSON.parse(bytes.toString()));
    let harmful = 0;
    for (let at = 0; at < bytes.length; at++) {
      for (const replacement of ["", "x", '"', ",", "1", " ", "é", "[", "}"]) {
        const parts = [bytes.subarray(0, at), Buffer.from(replacement)];
        for (const rest of [bytes.subarray(at), bytes.subarray(at + 1)]) {
          const changed = Buffer.concat([...parts, rest]);
          if (reading(changed) === wanted) continue;
          harmful++;
          expect(isProven(changed), changed.toString()).toBe(false);
        }
      }
    }
    expect(harmful).toBeGreaterThan(1000);
  });

  test("never when nothing was done, or too much", () => {
    expect(isProven(before.bytes)).toBe(false);
    const more = spliceJson(before, [...edits, { kind: "remove", key: ["b"] }], before);
    expect(more.outcome === "spliced" && isProven(more.bytes)).toBe(false);
  });

  test("never when entries changed places", () => {
    const swapped = spliced()
      .toString()
      .replace('"m": {', '"b": {')
      .replace('"b": "two"', '"m": "two"');
    expect(isProven(Buffer.from(swapped))).toBe(false);
  });
});

function reading(bytes: Buffer): string | undefined {
  try {
    return JSON.stringify(parseLenient(bytes.toString()));
  } catch {
    return undefined;
  }
}
