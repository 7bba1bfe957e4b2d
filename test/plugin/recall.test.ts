import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Group } from "../../core/report/groups.ts";
import { openSession } from "../../core/workflow/session.ts";
import type { Checked, Start } from "../../plugin/check/messages.ts";
import { isKept, keptOf, purposeOf, recallAnswer } from "../../plugin/check/recall.ts";
import { createRepository } from "../support/repository.ts";

const ANSWER = { told: [], errors: 0, warnings: 1 } as unknown as Checked;

function startIn(root: string, more: Partial<Start> = {}): Start {
  const report = { missing: false, used: false };
  return { root, config: undefined, max: 10, types: undefined, report, isServing: false, ...more };
}

test("words that name a time are told again for an hour, others for good", async () => {
  const repository = createRepository();
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['locales/{locale}.json']\n");
  repository.write("locales/en.json", { home: "Home" });
  await repository.commit("Start");
  const start = startIn(repository.root);
  const session = await openSession({ cwd: repository.root, environment: {} });
  await session.check();
  const told = async (until?: number): Promise<unknown> => {
    const kept = { answer: ANSWER, ...(until !== undefined && { until }) };
    await session.keepAnswer(purposeOf(start), kept);
    return recallAnswer(start)?.();
  };
  expect(await told()).toEqual(ANSWER);
  expect(await told(Date.now() + 60_000)).toEqual(ANSWER);
  expect(await told(Date.now() - 1)).toBeUndefined();

  expect(keptOf(ANSWER, [{} as Group], start).until).toBeUndefined();
  const dated = { change: { time: 1 } } as Group;
  expect(keptOf(ANSWER, [{} as Group, dated], start).until).toBeGreaterThan(Date.now());
});

test("an answer holds for as long as the declaration file is what the check left", async () => {
  const repository = createRepository();
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['locales/{locale}.json']\n");
  repository.write("locales/en.json", { home: "Home" });
  await repository.commit("Start");
  const path = join(repository.root, "keys.d.ts");
  const start = startIn(repository.root, { types: { path, library: "i18next" } });
  const session = await openSession({ cwd: repository.root, environment: {} });
  await session.declareKeys({ path: "keys.d.ts", library: "i18next" });
  await session.check();
  const declared = readFileSync(path);
  await session.keepAnswer(purposeOf(start), keptOf(ANSWER, [], start));
  expect(await recallAnswer(start)?.()).toEqual(ANSWER);
  writeFileSync(path, "// mine\n");
  expect(await recallAnswer(start)?.()).toBeUndefined();
  rmSync(path);
  expect(await recallAnswer(start)?.()).toBeUndefined();
  writeFileSync(path, declared);
  expect(await recallAnswer(start)?.()).toEqual(ANSWER);
});

test("an answer is not all where somebody is to be told, or waits for the next one", () => {
  expect(isKept(startIn("/"))).toBe(true);
  expect(isKept(startIn("/", { isServing: true }))).toBe(false);
  expect(isKept(startIn("/", { report: { missing: true, used: false } }))).toBe(false);
});
