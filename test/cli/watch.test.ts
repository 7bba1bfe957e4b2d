import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { cliPath } from "../support/cli.ts";
import type { TestRepository } from "../support/repository.ts";
import { syncedCheckout } from "./checkout.ts";

const TIME_LIMIT = 20_000;

interface Watch {
  readonly child: ChildProcess;
  /** Waits until what was printed since the last call holds a text; answers it. */
  next(text: string): Promise<string>;
}

function watch(
  { root }: TestRepository,
  format: "text" | "github",
  ...more: readonly string[]
): Watch {
  const args = [cliPath(), "check", "--watch", "--format", format, ...more];
  const child = spawn(process.execPath, args, { cwd: root, timeout: 60_000 });
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  return {
    child,
    async next(text) {
      for (const end = Date.now() + TIME_LIMIT; !printed.includes(text); await sleep(20)) {
        if (Date.now() > end) throw new Error(`"${text}" did not come, but:\n${printed}`);
      }
      const seen = printed;
      printed = "";
      return seen;
    },
  };
}

test("check --watch tells what an edit brought, outlives a broken file, and ends with 0", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text", l: "" } });
  repository.write("l/en/a.json", { k: "Text", l: "First" });
  const { child, next } = watch(repository, "github");
  await next('"l" has no');

  repository.write("l/en/a.json", { k: "Changed", l: "First" });
  await next('"k" changed in English since its English (Pseudo-Accents) translation was made');

  repository.write("l/en/a.json", '{ "k": ');
  await next("l/en/a.json cannot be read");

  repository.write("locstep.yaml", `${repository.read("locstep.yaml")}# touched\n`);
  repository.write("l/en/a.json", { k: "Text", l: "First", m: "Second" });
  const last = await next('"m" has no');
  expect(last).not.toContain("Stale");

  repository.write("l/en/new.json", { n: "New file" });
  await next('"n" has no');

  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([0, null]);
});

test("check --watch follows the configuration: changed, broken, mended, and a nearer one", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text" } });
  mkdirSync(join(repository.root, "app"));
  const { child, next } = watch(repository, "github", "--cwd", "app");
  const config = repository.read("locstep.yaml");
  repository.write("l/en/a.json", { k: "Text", l: "First" });
  await next('"l" has no English (Pseudo-Accents)');

  repository.write("locstep.yaml", config.replace("[en-XA]", "[fr, en-XA]"));
  await next('"k" has no French');

  repository.write("locstep.yaml", config.replace("targetLocales", "targetLocale"));
  await next('locstep.yaml:2:1: unknown key "targetLocale"; did you mean "targetLocales"?');
  repository.write("l/en/a.json", { k: "Text", l: "Second" });
  await next('unknown key "targetLocale"');

  repository.write("locstep.yaml", config.replace("[en-XA]", "[it]"));
  await next('"k" has no Italian');

  repository.write("app/locstep.yaml", config.replace("[en-XA]", "[es]"));
  repository.write("app/l/en/a.json", { near: "Near" });
  await next('"near" has no Spanish');
  repository.write("app/l/en/a.json", { near: "Near", nearer: "Nearer" });
  await next('"nearer" has no Spanish');
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([0, null]);
});

test("check --watch tells what became of a source", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text" } });
  repository.write("package.json", { dependencies: { i18next: "25" } });
  const source = (key: string) => `import { t } from "i18next";\nt("${key}");\n`;
  repository.write("src/a.ts", source("gone"));
  const { child, next } = watch(repository, "github");
  await next('"gone" is used here, but English does not define it');
  // The watcher of a folder that was added says nothing before it has read it.
  for (const end = Date.now() + TIME_LIMIT; ; await sleep(200)) {
    repository.write("src/a.ts", `${source("lost")}// ${Date.now()}\n`);
    const seen = await next("").catch(() => "");
    if (seen.includes('"lost" is used here') || Date.now() > end) break;
  }
  repository.write("src/a.ts", source("other"));
  await next('"other" is used here, but English does not define it');
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([0, null]);
});

test("SIGTERM ends a watch with 0 as well", async () => {
  const { child, next } = watch(await syncedCheckout({ "l/en/a.json": { k: "Text" } }), "text");
  await next("Everything is in step");
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([0, null]);
});
