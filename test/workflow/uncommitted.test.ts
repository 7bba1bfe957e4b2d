import { expect, test } from "vitest";
import type { Finding } from "../../core/model/finding.ts";
import { runCli } from "../support/cli.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

/** A repository whose one target is in step, all committed. */
async function inStep(): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", CONFIG);
  repository.write("locales/en.json", { home: "Home", save: "Save" });
  await repository.commit("Say hello");
  await sync(repository);
  await repository.commit("Translate");
  return repository;
}

const CONFIG = `sourceLocale: en
targetLocales: [en-XA]
files: ["locales/{locale}.json"]
`;

/** What is found after a sync, each as `code key`. */
async function sync(repository: TestRepository): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runCli(["sync", "--json"], { cwd: repository.root });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] };
  return findings.map((finding) => `${finding.code} ${finding.key?.join(".")}`);
}

function target(repository: TestRepository): Record<string, string> {
  return JSON.parse(repository.read("locales/en-XA.json")) as Record<string, string>;
}

test("a text that changes twice before it is committed is translated twice", async () => {
  const repository = await inStep();
  repository.write("locales/en.json", { home: "Start", save: "Save", open: "Open" });
  await sync(repository);
  repository.write("locales/en.json", { home: "Begin", save: "Save", open: "Open" });
  expect(await sync(repository)).toEqual([]);
  expect(target(repository)["home"]).toMatch(/Ɓéĝ/u);
});

test("a hand that mends one translation before the commit makes no other a person's", async () => {
  const repository = await inStep();
  repository.write("locales/en.json", { home: "Start", save: "Save", open: "Open" });
  await repository.commit("Change and add");
  await sync(repository);
  repository.write("locales/en-XA.json", { ...target(repository), save: "Keep" });
  expect(await sync(repository)).toEqual(["by-person save"]);
});

test("a change that is thrown away before the commit leaves the old translations in step", async () => {
  const repository = await inStep();
  repository.write("locales/en.json", { home: "Start", save: "Save" });
  await sync(repository);
  repository.write("locales/en.json", { home: "Home", save: "Save" });
  expect(await sync(repository)).toEqual([]);
  expect(target(repository)["home"]).toMatch(/Ĥ/u);
});
