import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CliResult, runCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/repository.ts";

const COMMANDS = ["init", "check", "sync", "accept", "redo"];

/** Nothing of it needs a repository. */
function run(...args: readonly string[]): Promise<CliResult> {
  return runCli(args, { cwd: temporaryFolder() });
}

test("--version, -v and version print the version of the package, and nothing else", async () => {
  const path = join(import.meta.dirname, "../../package.json");
  const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
  for (const option of ["--version", "-v", "version"]) {
    expect(await run(option)).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  }
});

test("no arguments, --help, -h and help tell every command and every exit code", async () => {
  const told = await run();
  expect(told).toMatchObject({ code: 0, stderr: "" });
  for (const command of COMMANDS) expect(told.stdout).toMatch(new RegExp(`^  ${command} `, "mu"));
  expect(told.stdout).toMatch(/0 in step, 1 .+ 2 .+ 3 /su);
  for (const args of [["--help"], ["-h"], ["help"]]) expect(await run(...args)).toEqual(told);
});

test.each(COMMANDS)(
  "%s --help tells usage and options on one screen, however it is asked",
  async (command) => {
    const told = await run(command, "--help");
    expect(told).toMatchObject({ code: 0, stderr: "" });
    expect(told.stdout).toMatch(new RegExp(`^Usage: locstep ${command} `, "u"));
    const ofAll = ["--cwd", "--config", "--json", "--help"];
    for (const option of command === "init" ? ofAll : [...ofAll, "--locale"]) {
      expect(told.stdout).toContain(`  ${option === "--help" ? "-h, --help" : option} `);
    }
    for (const line of told.stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    for (const args of [
      [command, "-h"],
      ["help", command],
      [command, "--json", "--help"],
    ]) {
      expect(await run(...args)).toEqual(told);
    }
  },
);

test.each(COMMANDS)(
  "every option that the help of %s tells is one that it knows",
  async (command) => {
    const { stdout } = await run(command, "--help");
    const options = [...stdout.matchAll(/^ {2}(?:-h, )?(--[a-z-]+)( <\w+>)?/gmu)];
    expect(options.length).toBeGreaterThan(3);
    const known = options.flatMap(([, name = "", value]) => {
      if (name === "--help") return [];
      return value === undefined ? [name] : [`${name}=1`];
    });
    const { stderr } = await run(command, ...known, "--unknown-at-last");
    expect(stderr).toContain("Unknown option '--unknown-at-last'");
  },
);
