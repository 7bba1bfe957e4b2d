import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { createRepository } from "../support/repository.ts";

const CONFIG = "sourceLocale: en\nfiles: ['locales/{locale}.json']\n";

test("a regional locale leaves out what its parent has, where fallbacks are configured", async () => {
  const repository = createRepository();
  repository.write("locales/en.json", { a: "One", b: "Two", c: "Three" });
  repository.write("locales/pt-PT.json", { a: "Um", b: "Dois" });
  repository.write("locales/pt-AO.json", { a: "Umm" });
  repository.write("locstep.yaml", CONFIG);
  await repository.commit("Translate");
  const missing = async () => {
    const { stdout } = await runCli(["check", "--json", "--locale", "pt-AO"], {
      cwd: repository.root,
    });
    const { findings, locales } = JSON.parse(stdout);
    expect(locales["pt-AO"].total).toBe(3);
    return findings.map((finding: { key: string[] }) => finding.key[0]);
  };
  const notes = async () => {
    const { stdout } = await runCli(["check", "--json"], { cwd: repository.root });
    return JSON.parse(stdout).notes.join("\n");
  };
  expect(await missing()).toEqual(["b", "c"]);
  expect(await notes()).toContain("pt-AO holds little: with `fallbacks: true` in locstep.yaml");
  repository.write("locstep.yaml", `${CONFIG}fallbacks: true\n`);
  expect(await missing()).toEqual(["c"]);
  expect(await notes()).not.toContain("fallbacks");
});
