import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../core/report/report.ts";
import { runCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/repository.ts";
import { CONFIG, checkoutOf, expectEnd, expectRefusal, workTreeOf } from "./checkout.ts";

test.each([
  [["chek"], 'there is no command "chek"', "Did you mean `check`?"],
  [["translate"], 'there is no command "translate"', "The commands are init, check, sync"],
  [["__proto__"], 'there is no command "__proto__"', "The commands are"],
  [["--cwd", ".", "check"], "--cwd stands where a command should", "Options come after it."],
  [["--verson"], 'there is no command "--verson"', "Did you mean `--version`?"],
  [["help", "chek"], 'there is no command "chek"', "Did you mean `check`?"],
  [["check", "--loc", "de"], "Unknown option '--loc'", "Did you mean `--locale`?"],
  [["check", "--json", "--format", "sarif"], "--json and --format sarif ask for two", "Leave one"],
  [["check", "--fomat", "json"], "Unknown option '--fomat'", "Did you mean `--format`?"],
  [["check", "--dry-run"], "Unknown option '--dry-run'", "`locstep check --help`"],
  [["check", "--format", "xml"], "--format xml is not known", "text, json, sarif, github"],
  [["check", "--fail-on", "all"], "--fail-on all is not known", "error, warning, never"],
  [["check", "--format"], "argument missing", "`locstep check --help`"],
  [["check", "--json=yes"], "does not take an argument", "`locstep check --help`"],
  [["check", "de"], 'check takes no arguments, and was given "de"', "--help"],
  [["check", "--locale", "not a locale"], '"not a locale" is no locale', "BCP 47"],
  [["sync", "--wait", "soon"], "--wait soon is not a number of seconds", "--wait 60"],
  [["sync", "--provider", "lingoo"], 'no provider "lingoo"', "Did you mean `lingo`?"],
  [["sync", "all"], "sync takes no arguments", "`locstep sync --help`"],
  [["init", "--locale", "de"], "Unknown option '--locale'", "`locstep init --help`"],
  [["init", "."], 'init takes no arguments, and was given "."', "--help"],
  [["accept"], "accept takes one glob, and was given none", "`locstep accept --help`"],
  [["accept", "a", "b"], "accept takes one glob, and was given 2", "Quote it, so that the shell"],
  [["redo"], "redo takes one glob", "`locstep redo --help`"],
])("%j is wrong usage: told with the remedy, nothing done", async (args, message, remedy) => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" } });
  const before = workTreeOf(repository);
  expectRefusal(await runCli(args, { cwd: repository.root }), 2, message, remedy);
  expect(workTreeOf(repository)).toEqual(before);
});

async function localesOf(args: readonly string[], cwd: string): Promise<readonly string[]> {
  const result = await runCli([...args, "--json"], { cwd });
  expectEnd(result, 0);
  return Object.keys((JSON.parse(result.stdout) as Report).locales);
}

test("--locale limits a run to target locales, given once or more, in any spelling", async () => {
  const config = CONFIG.replace("[de, en-XA]", "[de, fr, pt-BR, en-XA]");
  const { root } = checkoutOf({ "l/en/a.json": { k: "Text" } }, config);
  const locale = (...ids: readonly string[]) => ids.flatMap((id) => ["--locale", id]);
  expect(await localesOf(["check"], root)).toEqual(["de", "en-XA", "fr", "pt-BR"]);
  expect(await localesOf(["check", ...locale("de")], root)).toEqual(["de"]);
  expect(await localesOf(["check", ...locale("fr", "de", "fr")], root)).toEqual(["de", "fr"]);
  expect(await localesOf(["check", ...locale("PT_br")], root)).toEqual(["pt-BR"]);
  expect(await localesOf(["sync", ...locale("de")], root)).toEqual(["de"]);
  expect(workTreeOf({ root })).not.toHaveProperty(["l/en-XA/a.json"]);
});

test("a locale that is no target is refused, with those that are", async () => {
  const { root } = checkoutOf({ "l/en/a.json": { k: "Text" } });
  for (const command of ["check", "sync"]) {
    const result = await runCli([command, "--locale", "de", "--locale", "fr"], { cwd: root });
    expectRefusal(result, 2, "fr is not a target locale", "The target locales are de, en-XA.");
  }
});

test("--cwd runs as if started there, and the nearest configuration upwards counts", async () => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" } });
  repository.write("packages/app/locstep.yaml", CONFIG.replace("[de, en-XA]", "[fr]"));
  repository.write("packages/app/l/en/a.json", { k: "Text" });
  mkdirSync(join(repository.root, "packages/app/src"));
  const elsewhere = temporaryFolder();
  const inApp = join(repository.root, "packages/app/src");
  expect(await localesOf(["check", "--cwd", inApp], elsewhere)).toEqual(["fr"]);
  expect(await localesOf(["check", "--cwd", "packages/app/src"], repository.root)).toEqual(["fr"]);
  expect(await localesOf(["check", "--cwd", repository.root], elsewhere)).toEqual(["de", "en-XA"]);
});

test("--config names the configuration, relative to where the run is", async () => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" } });
  repository.write("ci/other.yaml", CONFIG.replace("[de, en-XA]", "[fr]").replace("l/{", "m/{"));
  repository.write("ci/m/en/a.json", { k: "Text" });
  const { root } = repository;
  expect(await localesOf(["check", "--config", "ci/other.yaml"], root)).toEqual(["fr"]);
  expect(await localesOf(["check", "--config", "other.yaml", "--cwd", "ci"], root)).toEqual(["fr"]);
  const missing = await runCli(["check", "--config", "none.yaml"], { cwd: root });
  expectEnd(missing, 2);
  expect(missing.stderr).toContain(
    "the configuration none.yaml does not exist\n  Correct its path",
  );
  const outside = await runCli(["check", "--config", "/etc/passwd"], { cwd: root });
  expectEnd(outside, 2);
  expect(outside.stderr).toContain("leads out of the repository");
});

test("a source locale of which no file stands is told with those that do, and costs nothing", async () => {
  const files = { "l/en/a.json": { k: "Text" }, "l/de/a.json": { k: "Wort" } };
  const config = CONFIG.replace("sourceLocale: en\ntargetLocales: [de, en-XA]", "sourceLocale: it");
  const repository = checkoutOf(files, config);
  const before = workTreeOf(repository);
  for (const command of ["check", "sync"]) {
    const result = await runCli([command], { cwd: repository.root });
    expectEnd(result, 0);
    expect(result.stdout).toContain("No file of the source locale it was found, but of de, en.");
    expect(result.stdout).toContain("→ No target locale was found: correct `sourceLocale` or");
  }
  expect(workTreeOf(repository)).toEqual(before);
});
