import { describe, expect, test } from "vitest";
import { FINDING_CODES } from "../../core/model/finding.ts";
import { type CliResult, runCli } from "../support/cli.ts";
import type { TestRepository } from "../support/repository.ts";
import { CONFIG, checkoutOf, expectEnd } from "./checkout.ts";

type Shape = (value: unknown, at: string) => void;

const text: Shape = (value, at) => expect(value, at).toBeTypeOf("string");
const count: Shape = (value, at) =>
  expect(value, at).toSatisfy((n) => Number.isInteger(n) && n >= 0);
const oneOf =
  (...values: readonly unknown[]): Shape =>
  (value, at) =>
    expect(values, at).toContain(value);

const list =
  (item: Shape): Shape =>
  (value, at) => {
    expect(value, at).toBeInstanceOf(Array);
    for (const [index, entry] of (value as unknown[]).entries()) item(entry, `${at}[${index}]`);
  };

const byName =
  (item: Shape): Shape =>
  (value, at) => {
    for (const [name, entry] of Object.entries(value as object)) item(entry, `${at}.${name}`);
  };

/** Exactly these members, in this order; those whose name ends in "?" may be absent. */
const object =
  (members: Readonly<Record<string, Shape>>): Shape =>
  (value, at) => {
    const names = Object.keys(value as object);
    const known = Object.keys(members).filter(
      (name) => !name.endsWith("?") || names.includes(name.slice(0, -1)),
    );
    expect(names, at).toEqual(known.map((name) => name.replace("?", "")));
    for (const name of known) {
      const plain = name.replace("?", "");
      members[name]?.((value as Record<string, unknown>)[plain], `${at}.${plain}`);
    }
  };

const message = object({ namespace: text, key: list(text) });
const place = { path: text, line: count, column: count };

/** The object that `--json` promises, as the pages tell it. */
const report = object({
  version: oneOf(1),
  sourceLocale: text,
  locales: byName(
    object({
      total: count,
      translated: count,
      unconfirmed: count,
      stale: count,
      missing: count,
      pending: count,
      rejected: count,
    }),
  ),
  changes: object({
    added: list(message),
    changed: list(message),
    removed: list(message),
    moved: list(object({ from: message, to: message })),
  }),
  findings: list(
    object({
      code: oneOf(...FINDING_CODES),
      severity: oneOf("error", "warning", "info"),
      ...place,
      "locale?": text,
      "namespace?": text,
      "key?": list(text),
      "origin?": object(place),
      "change?": object({ "from?": text, "to?": text, "commit?": text, "time?": count }),
      "remark?": text,
      message: text,
      hint: text,
    }),
  ),
  submitted: object({ groups: count, jobs: count, messages: count, characters: count }),
  written: list(text),
  notes: list(text),
});

/** One finding of each severity, and one change of each kind. */
async function worked(): Promise<TestRepository> {
  const config = CONFIG.replace("[de, en-XA]", "[de, en-XA]\nchecks: { stale: error }");
  const source = { same: "Same", changes: "Old", leaves: "Leaves", moves: "Moves along" };
  const repository = checkoutOf({ "l/en/a.json": source, "l/de/a.json": { ...source } }, config);
  await repository.commit("Translate");
  expectEnd(await runCli(["init"], { cwd: repository.root }), 0);
  expectEnd(await runCli(["sync"], { cwd: repository.root }), 0);
  await repository.commit("Sync");
  repository.write("l/en/a.json", {
    same: "Same",
    changes: "New",
    moved: "Moves along",
    comes: "Comes",
  });
  await repository.commit("Change");
  return repository;
}

async function run(repository: TestRepository, ...args: readonly string[]): Promise<CliResult> {
  return runCli(args, { cwd: repository.root });
}

describe("a check with something of everything", () => {
  test("--json prints exactly one object of the promised shape, and nothing beside it", async () => {
    const repository = await worked();
    const result = await run(repository, "check", "--json");
    expectEnd(result, 1);
    expect(result.stderr).toBe("");
    const checked: unknown = JSON.parse(result.stdout);
    report(checked, "report");
    expect(checked).toMatchObject({
      changes: {
        added: [{ namespace: "a", key: ["comes"] }],
        changed: [{ namespace: "a", key: ["changes"] }],
        removed: [{ namespace: "a", key: ["leaves"] }],
        moved: [{ from: { key: ["moves"] }, to: { key: ["moved"] } }],
      },
    });
    expect(await run(repository, "check", "--format", "json")).toEqual(result);

    const synced = await run(repository, "sync", "--json");
    report(JSON.parse(synced.stdout), "report");
    expect(JSON.parse(synced.stdout)).toMatchObject({
      submitted: { groups: 1, jobs: 1, messages: 2 },
      written: expect.arrayContaining(["l/de/a.json", "l/en-XA/a.json"]),
    });
  });

  test("--format sarif prints one log with every finding at its place", async () => {
    const repository = await worked();
    const { stdout } = await run(repository, "check", "--format", "sarif");
    const log = JSON.parse(stdout) as { version: string; runs: { results: unknown[] }[] };
    expect(log.version).toBe("2.1.0");
    expect(log.runs[0]?.results).toContainEqual(
      expect.objectContaining({
        ruleId: "stale",
        level: "error",
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "l/de/a.json", uriBaseId: "%SRCROOT%" },
              region: { startLine: 3, startColumn: 3 },
            },
          },
        ],
      }),
    );
  });

  test("--format github prints workflow commands alone", async () => {
    const repository = await worked();
    const { stdout } = await run(repository, "check", "--format", "github");
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toContainEqual(
      expect.stringMatching(/^::error file=l\/.+,line=3,col=3,title=Stale/u),
    );
    for (const line of lines)
      expect(line).toMatch(/^::(?:error|warning|notice) file=[^ ]+.*::.+ → /u);
  });

  test("--fail-on decides which findings end with 1; without a provider's fault nothing ends with 3", async () => {
    const repository = await worked();
    const codes = async (level: string) =>
      (await run(repository, "check", "--fail-on", level)).code;
    expect(await codes("error")).toBe(1);
    expect(await codes("warning")).toBe(1);
    expect(await codes("never")).toBe(0);
    repository.write("locstep.yaml", CONFIG);
    expect(await codes("error")).toBe(0);
    expect(await codes("warning")).toBe(1);
    const { code } = await run(repository, "sync", "--fail-on", "warning");
    expect(code).toBe(1);
  });
});
