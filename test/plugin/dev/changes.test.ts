import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type Changes, startChanges } from "../../../plugin/dev/changes.ts";

function started(handle: (paths: readonly string[]) => Promise<void>): Changes {
  const changes = startChanges(handle);
  onTestFinished(() => changes.stop());
  return changes;
}

test("what changes in a burst is handed on once", async () => {
  const handed: (readonly string[])[] = [];
  const changes = started(async (paths) => void handed.push(paths));
  for (const path of ["a", "b", "a"]) changes.add([path]);
  await expect.poll(() => handed.flat().toSorted()).toEqual(["a", "b"]);
  expect(handed).toHaveLength(1);
});

test("a file that never comes to rest keeps no other waiting", async () => {
  const handed = new Set<string>();
  const changes = started(async (paths) => paths.forEach((path) => handed.add(path)));
  changes.add(["a"]);
  for (const end = Date.now() + 30_000; !handed.has("a") && Date.now() < end; await sleep(5)) {
    changes.add(["log"]);
  }
  expect(handed).toContain("a");
});

test("what changes while one piece is handled is one piece more, however often it does", async () => {
  const handed: (readonly string[])[] = [];
  let end = () => {};
  const first = new Promise<void>((resolve) => (end = resolve));
  const changes = started(async (paths) => {
    handed.push(paths);
    if (handed.length === 1) await first;
  });
  changes.add(["a"]);
  await expect.poll(() => handed.length).toBe(1);
  for (const path of ["b", "c", "d"]) {
    changes.add([path]);
    await sleep(100);
  }
  expect(handed).toEqual([["a"]]);
  end();
  await expect.poll(() => handed.slice(1).flat().toSorted()).toEqual(["b", "c", "d"]);
  expect(handed).toHaveLength(2);
});
