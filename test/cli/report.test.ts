import { afterAll, beforeAll, expect, test } from "vitest";
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

const flag = oneOf(true, false);

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
  translations: list(
    object({
      locale: text,
      namespace: text,
      key: list(text),
      path: text,
      outcome: oneOf("written", "suggested", "rejected"),
      source: text,
      text,
      "previous?": text,
      "previousByPerson?": flag,
      "origin?": oneOf("provider", "memory", "moved", "locked"),
      "score?": count,
      "reason?": text,
    }),
  ),
  submitted: object({
    groups: count,
    jobs: count,
    messages: count,
    words: count,
    characters: count,
    locales: byName(object({ messages: count, words: count, characters: count })),
  }),
  "usage?": object({ inputTokens: count, outputTokens: count, "cost?": count }),
  written: list(text),
  "failure?": object({ message: text, "hint?": text }),
  notes: list(text),
});

let repository: TestRepository;

/** One finding of each severity, and one change of each kind. */
beforeAll(async () => {
  const config = CONFIG.replace("[de, en-XA]", "[de, en-XA]\nchecks: { stale: error }");
  const source = { same: "Same", changes: "Old", leaves: "Leaves", moves: "Moves along" };
  const files = { "l/en/a.json": source, "l/de/a.json": source };
  repository = checkoutOf(files, config, { keep: true });
  await repository.commit("Translate");
  expectEnd(await run("init"), 0);
  expectEnd(await run("sync"), 0);
  await repository.commit("Sync");
  const changed = { same: "Same", changes: "New", moved: "Moves along", comes: "Comes" };
  repository.write("l/en/a.json", changed);
  await repository.commit("Change");
});

afterAll(() => repository.dispose());

function run(...args: readonly string[]): Promise<CliResult> {
  return runCli(args, { cwd: repository.root });
}

test("check --json prints exactly one object of the promised shape, and nothing beside it", async () => {
  const result = await run("check", "--json");
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
  expect(await run("check", "--format", "json")).toEqual(result);
});

test("--format sarif prints one log with every finding at its place", async () => {
  const { stdout } = await run("check", "--format", "sarif");
  const log = JSON.parse(stdout) as { version: string; runs: { results: unknown[] }[] };
  expect(log.version).toBe("2.1.0");
  const artifactLocation = { uri: "l/de/a.json", uriBaseId: "%SRCROOT%" };
  const physicalLocation = { artifactLocation, region: { startLine: 3, startColumn: 3 } };
  expect(log.runs[0]?.results).toContainEqual(
    expect.objectContaining({ ruleId: "stale", level: "error", locations: [{ physicalLocation }] }),
  );
});

test("--format github prints workflow commands, and below them what to do next", async () => {
  const { stdout } = await run("check", "--format", "github");
  const lines = stdout.trimEnd().split("\n");
  expect(lines.pop()).toBe("→ See to the 2 errors, then run `locstep check` again.");
  expect(lines).toContainEqual(
    expect.stringMatching(/^::error file=l\/.+,line=3,col=3,title=Stale/u),
  );
  for (const line of lines) {
    expect(line).toMatch(/^::(?:error|warning|notice) file=[^ ]+.*::.+ → /u);
  }
});

test("--fail-on decides which findings end with 1", async () => {
  const codes = async (level: string) => (await run("check", "--fail-on", level)).code;
  expect(await codes("error")).toBe(1);
  expect(await codes("warning")).toBe(1);
  expect(await codes("never")).toBe(0);
  // Without errors only the warnings are left to fail on.
  const config = ["--config", "warnings.yaml"];
  repository.write("warnings.yaml", CONFIG);
  expect((await run("check", ...config)).code).toBe(0);
  expect((await run("check", ...config, "--fail-on", "warning")).code).toBe(1);
});

test("sync --json prints an object of the same shape, with what was made and written", async () => {
  const result = await run("sync", "--json");
  const synced: unknown = JSON.parse(result.stdout);
  report(synced, "report");
  expect(synced).toMatchObject({
    // A pseudo-locale is made here.
    submitted: { groups: 0 },
    written: expect.arrayContaining(["l/de/a.json", "l/en-XA/a.json"]),
    translations: [
      // What stood under the old name and a person wrote stands under the new one.
      { locale: "de", path: "l/de/a.json", key: ["moved"], text: "Moves along", origin: "moved" },
      { locale: "en-XA", outcome: "written", key: ["changes"], previous: expect.any(String) },
      { locale: "en-XA", outcome: "written", key: ["moved"], origin: "moved" },
      { locale: "en-XA", key: ["comes"], source: "Comes", origin: "provider" },
    ],
  });
  // What the provider does not know is still stale, and an error here.
  expect(result.code).toBe(1);
});
