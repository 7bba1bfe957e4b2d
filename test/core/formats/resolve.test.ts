import { expect, test } from "vitest";
import type { Edit } from "../../../core/formats/format.ts";
import { scanJson } from "../../../core/formats/json/scan.ts";
import { isEmptyPlan, type Plan } from "../../../core/formats/plan.ts";
import { planEdits } from "../../../core/formats/resolve.ts";

function plan(target: string, edits: readonly Edit[], order: string = target): Plan {
  const planned = planEdits(scanJson(Buffer.from(target)), edits, scanJson(Buffer.from(order)));
  if ("outcome" in planned) throw new Error(planned.reason);
  return planned;
}

function remove(...key: string[]): Edit {
  return { kind: "remove", key };
}

function set(key: readonly string[], text: string): Edit {
  return { kind: "set", key, text };
}

test("what stands already and what is absent already need no plan", () => {
  const edits = [set(["a"], "A"), remove("b"), remove("a", "b"), remove("b", "c")];
  expect(isEmptyPlan(plan('{"a": "A"}', edits))).toBe(true);
});

test("a container that goes is planned once, not what stands in it", () => {
  const { containers } = plan('{"a": {"b": {"c": "1"}}, "z": "2"}', [remove("a", "b", "c")], "{}");
  expect(containers.map(({ row, removed }) => [row, [...removed]])).toEqual([[0, [1]]]);
});

test("of edits of one key the last one counts", () => {
  const edits = [set(["a"], "1"), remove("a"), set(["a"], "2"), set(["a"], "3")];
  expect([...plan('{"a": "A"}', edits).values]).toEqual([[1, "3"]]);
  const removed = plan('{"a": "A"}', [set(["a", "b"], "1"), remove("a")]);
  expect(removed.values.size).toBe(0);
  expect([...(removed.containers[0]?.removed ?? [])]).toEqual([1]);
});

test("a text and a container cannot stand at one key", () => {
  const both = [set(["x"], "1"), set(["x", "y"], "2")];
  expect(planEdits(scanJson(Buffer.from("{}")), both, scanJson(Buffer.from("{}")))).toEqual({
    outcome: "refused",
    key: ["x", "y"],
    reason: "text",
  });
});

test("the root is no text", () => {
  const root = scanJson(Buffer.from("{}"));
  expect(planEdits(root, [set([], "x")], root)).toMatchObject({ outcome: "refused", key: [] });
});
