import { expect, test } from "vitest";
import type { JobGroup } from "../../core/model/job-group.ts";
import type { Provider } from "../../core/providers/provider.ts";
import { runCli } from "../support/cli.ts";
import { syncIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";

test("what is locked stands in every locale as in the source, and is told where it does not", async () => {
  const repository = createRepository();
  repository.write("locales/en.json", { brand: { url: "https://example.com/en" }, hi: "Hello" });
  repository.write("locales/de.json", { hi: "Hallo" });
  repository.write(
    "locstep.yaml",
    "sourceLocale: en\nfiles: ['locales/{locale}.json']\nlocked: ['**.url']\n",
  );
  await repository.commit("Translate");
  const cwd = repository.root;
  const { code } = await runCli(["sync"], { cwd });
  expect([code, JSON.parse(repository.read("locales/de.json"))]).toEqual([
    0,
    { brand: { url: "https://example.com/en" }, hi: "Hallo" },
  ]);

  repository.write("locales/de.json", { brand: { url: "https://example.com/de" }, hi: "Hallo" });
  const check = await runCli(["check", "--json"], { cwd });
  const codes = JSON.parse(check.stdout).findings.map((f: { code: string }) => f.code);
  expect([check.code, codes]).toEqual([1, expect.arrayContaining(["locked"])]);
});

test("a provider is told of locked keys, and of the terms that stand in its messages", async () => {
  const groups = new Map<string, JobGroup>();
  const provider: Provider = {
    name: "listening",
    fingerprint: "listening/1",
    limits: { localesPerGroup: 9, messagesPerGroup: 9, charactersPerGroup: 999 },
    async submit(group) {
      groups.set(group.contentKey, group);
      return "1";
    },
    collect: async ({ targetLocales }) =>
      targetLocales.map((locale) => ({ locale, status: "done", texts: new Map() })),
  };
  const repository = createRepository();
  repository.write("locales/en.json", { hi: "Hello Courier" });
  repository.write("locales/de.json", {});
  const config = "sourceLocale: en\nfiles: ['locales/{locale}.json']\n";
  for (const more of [
    "",
    "terms: [Postman]",
    "terms: [Postman, Courier]\nlocked: ['z.*', 'a.*']",
  ]) {
    repository.write("locstep.yaml", config + more);
    await syncIn(repository.root, provider);
  }
  // A term that stands in no message decides no answer, so it makes no other group.
  expect([...groups.values()].map(({ terms, lockedKeys }) => [terms, lockedKeys])).toEqual([
    [[], []],
    [["Courier"], ["a.*", "z.*"]],
  ]);
});
