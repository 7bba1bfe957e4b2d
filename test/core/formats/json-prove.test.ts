import { describe, expect, test } from "vitest";
import { isTextsOnly, provesTexts } from "../../../core/formats/json/prove.ts";
import { scanJson } from "../../../core/formats/json/scan.ts";
import { spliceJson } from "../../../core/formats/json/splice.ts";
import type { Edit } from "../../../core/formats/format.ts";
import type { Plan } from "../../../core/formats/plan.ts";
import { planEdits } from "../../../core/formats/resolve.ts";

const before = scanJson(
  Buffer.from(
    '{ // head\n  "a": "one", "n": null,\n  "m": { "x": 10, "y": ["i"] },\n  "b": "two"\n}\n',
  ),
);
const edits: readonly Edit[] = [
  { kind: "set", key: ["b"], text: 'zwei "ü" \ud800' },
  { kind: "set", key: ["n"], text: "" },
  { kind: "set", key: ["m", "x"], text: "ten" },
  { kind: "set", key: ["m", "y", "0"], text: "j\\" },
];

function planOf(list: readonly Edit[]): Plan {
  const planned = planEdits(before, list, before);
  if ("outcome" in planned) throw new Error(planned.reason);
  return planned;
}

function spliced(): Buffer {
  const result = spliceJson(before, edits, before);
  if (result.outcome === "refused") throw new Error(result.reason);
  return Buffer.from(result.bytes);
}

describe("a plan of texts alone", () => {
  test("is told from one that inserts, removes or opens", () => {
    expect(isTextsOnly(planOf(edits))).toBe(true);
    expect(isTextsOnly(planOf([{ kind: "remove", key: ["a"] }]))).toBe(false);
    expect(isTextsOnly(planOf([{ kind: "set", key: ["c"], text: "" }]))).toBe(false);
    expect(isTextsOnly(planOf([{ kind: "set", key: ["n", "c"], text: "" }]))).toBe(false);
  });

  test("is proven by its result", () => {
    expect(provesTexts(before, spliced(), planOf(edits))).toBe(true);
  });

  test("is proven by no other bytes than those that read the same texts", () => {
    const bytes = spliced();
    const plan = planOf(edits);
    const harmless: string[] = [];
    for (let at = 0; at <= bytes.length; at++) {
      for (const replacement of ["", "x", '"', ",", "\\", " ", "\xff", "\n", "/"]) {
        const parts = [bytes.subarray(0, at), Buffer.from(replacement, "latin1")];
        for (const rest of [bytes.subarray(at), bytes.subarray(at + 1)]) {
          const changed = Buffer.concat([...parts, rest]);
          if (changed.equals(bytes) || !provesTexts(before, changed, plan)) continue;
          harmless.push(changed.toString());
        }
      }
      if (at < bytes.length) expect(provesTexts(before, bytes.subarray(0, at), plan)).toBe(false);
    }
    expect(harmless).toEqual([]);
  });

  test("is proven where its texts are escaped otherwise", () => {
    const escaped = spliced().toString().replace("ten", "\\u0074en");
    expect(provesTexts(before, Buffer.from(escaped), planOf(edits))).toBe(true);
  });

  test("is not proven by a text that is not UTF-8 though it decodes alike", () => {
    const edit: Edit = { kind: "set", key: ["a"], text: "\ufffd" };
    const [head, tail] = Buffer.from(before.bytes).toString().split('"one"') as [string, string];
    const result = (inside: Buffer): Buffer =>
      Buffer.concat([Buffer.from(`${head}"`), inside, Buffer.from(`"${tail}`)]);
    expect(provesTexts(before, result(Buffer.from("\ufffd")), planOf([edit]))).toBe(true);
    expect(provesTexts(before, result(Buffer.from([0xff])), planOf([edit]))).toBe(false);
  });
});
