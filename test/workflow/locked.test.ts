import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
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
