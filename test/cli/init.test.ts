import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { createRepository } from "../support/repository.ts";
import { CONFIG, expectEnd, expectRefusal } from "./checkout.ts";

test("init tells what it wrote and how much is stale, and then leaves what stands as it is", async () => {
  const repository = createRepository();
  repository.write("locales/en.json", { home: "Home", cart: "Your cart" });
  repository.write("locales/de.json", { home: "Start", cart: "Dein Korb" });
  await repository.commit("Translate");
  repository.write("locales/en.json", { home: "Home", cart: "Your basket" });
  await repository.commit("Call it a basket");

  const first = await runCli(["init"], { cwd: repository.root });
  expectEnd(first, 0);
  expect(first.stdout).toBe(`Wrote locstep.yaml: found locales/{locale}.json with source locale en.
Adopted 1 translation in 1 file as valid for today.
1 more is older than its source, says history: it counts as stale.
Commit locstep.yaml and .locstep/ledger; then \`locstep check\`.
`);

  mkdirSync(join(repository.root, "src"));
  const second = await runCli(["init"], { cwd: join(repository.root, "src") });
  expectEnd(second, 0);
  expect(second.stdout).toBe(`Left locstep.yaml as it stands.
Nothing to adopt: the ledger knows every locale file that stands.
`);
});

test("init --no-history takes all that stands as valid", async () => {
  const repository = createRepository();
  repository.write("locales/en.json", { home: "Home" });
  repository.write("locales/de.json", { home: "Start" });
  await repository.commit("Translate");
  repository.write("locales/en.json", { home: "Front page" });
  await repository.commit("Change the source");
  const { stdout } = await runCli(["init", "--no-history"], { cwd: repository.root });
  expect(stdout).toContain("Adopted 1 translation in 1 file as valid for today.\nCommit");
});

test("init names the schema where an editor finds it: installed, else published", async () => {
  for (const isInstalled of [true, false]) {
    const repository = createRepository();
    repository.write("locales/en.json", { home: "Home" });
    if (isInstalled) repository.write("node_modules/locstep/schema.json", {});
    expectEnd(await runCli(["init"], { cwd: repository.root }), 0);
    const [line] = readFileSync(join(repository.root, "locstep.yaml"), "utf8").split("\n");
    const place = isInstalled ? "./node_modules/locstep/" : "https://unpkg.com/locstep/";
    expect(line).toBe(`# yaml-language-server: $schema=${place}schema.json`);
  }
});

test("init leaves out a provider of another tool that is none of ours, and says so", async () => {
  for (const [provider, isTaken] of [
    [{ id: "groq", model: "llama" }, false],
    [{ id: "openai" }, false],
    [{ id: "openai", model: "gpt" }, true],
  ] as const) {
    const repository = createRepository();
    repository.write("i18n.json", {
      locale: { source: "en", targets: ["de"] },
      buckets: { json: { include: ["locales/[locale].json"] } },
      provider,
    });
    repository.write("locales/en.json", { home: "Home" });
    const { stdout, ...result } = await runCli(["init"], { cwd: repository.root });
    expectEnd({ stdout, ...result }, 0);
    const left = `The provider "${provider.id}" is left out`;
    expect(stdout.includes(left)).toBe(!isTaken);
    expect(repository.read("locstep.yaml").includes("\nprovider:")).toBe(isTaken);
    expectEnd(await runCli(["check"], { cwd: repository.root }), 0);
  }
});

test("init in a project of one locale says what to name", async () => {
  const repository = createRepository();
  repository.write("locales/en.json", { home: "Home" });
  const { stdout } = await runCli(["init"], { cwd: repository.root });
  expect(stdout).toContain("No target locale was found: name some under `targetLocales`");
  expect(repository.read("locstep.yaml")).toContain("# targetLocales: [de, fr]");
});

test("above folders with configurations of their own init and check send a person there", async () => {
  const repository = createRepository();
  repository.write("apps/web/locales/en.json", { home: "Home" });
  repository.write("examples/a/locstep.yaml", CONFIG);
  expectEnd(await runCli(["check"], { cwd: repository.root }), 0);
  repository.write(
    "apps/web/locstep.yaml",
    CONFIG.replace("l/{locale}/{namespace}", "locales/{locale}"),
  );
  for (const command of ["init", "check", "sync"]) {
    const result = await runCli([command], { cwd: repository.root });
    expectRefusal(result, 2, "but below: apps/web/locstep.yaml", "`--cwd apps/web`");
  }
});
