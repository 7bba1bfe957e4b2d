import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Finding } from "../../core/model/finding.ts";
import type { Report } from "../../core/report/report.ts";
import { type CliResult, runCli } from "../support/cli.ts";
import {
  type RepositoryOptions,
  type TestRepository,
  createRepository,
} from "../support/repository.ts";

/** en-XA is a pseudo-locale: the embedded provider translates it for real. */
export const CONFIG = `sourceLocale: en
targetLocales: [de, en-XA]
files:
  - l/{locale}/{namespace}.json
`;

/** Control characters but the line feed, and those that turn or break lines. */
export const ACTS_ON_TERMINALS: RegExp = /[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e]/u;

type Files = Readonly<Record<string, string | Uint8Array | object>>;

/** A repository with a configuration and files, none of them committed. */
export function checkoutOf(
  files: Files,
  config: string = CONFIG,
  options: RepositoryOptions = {},
): TestRepository {
  const repository = createRepository(options);
  repository.write("locstep.yaml", config);
  for (const [path, content] of Object.entries(files)) repository.write(path, content);
  return repository;
}

/** The same, committed, its one target locale en-XA synced and committed as well. */
export async function syncedCheckout(
  files: Files,
  options: RepositoryOptions = {},
): Promise<TestRepository> {
  const repository = checkoutOf(files, CONFIG.replace("[de, en-XA]", "[en-XA]"), options);
  await repository.commit("Write the source");
  expect(await runCli(["sync"], { cwd: repository.root })).toMatchObject({ code: 0 });
  await repository.commit("Translate");
  return repository;
}

/** What is promised of every end, good or bad: no stack trace, no word of a bug, this exit code. */
export function expectEnd(result: CliResult, code: number): void {
  const told = result.stdout + result.stderr;
  expect(told).not.toMatch(/^\s+at .+:\d+|has a bug/mu);
  expect(result.code, told).toBe(code);
}

/** A command that stopped with a sentence and a remedy on standard error, and nothing else. */
export function expectRefusal(result: CliResult, code: 2 | 3, ...words: readonly string[]): void {
  expectEnd(result, code);
  expect(result.stdout).toBe("");
  expect(result.stderr).toMatch(/^locstep: .+\n {2}.+\n$/su);
  for (const word of words) expect(result.stderr).toContain(word);
}

export async function reportOf(
  { root }: Pick<TestRepository, "root">,
  command: "check" | "sync",
  code: number,
): Promise<Report> {
  const result = await runCli([command, "--json"], { cwd: root });
  expectEnd(result, code);
  expect(result.stderr).toBe("");
  return JSON.parse(result.stdout) as Report;
}

/** `path:line:column message → hint`, of findings that are errors. */
export function errorsIn({ findings }: Pick<Report, "findings">): readonly string[] {
  return findings.filter(({ severity }) => severity === "error").map(shown);
}

export function shown({ path, line, column, message, hint }: Finding): string {
  return `${path}:${line}:${column} ${message} → ${hint}`;
}

/** Every file below a folder with its mode and bytes, links as links: equal means untouched. */
export function treeOf(root: string): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  for (const name of (readdirSync(root, { recursive: true }) as string[]).sort()) {
    const path = join(root, name);
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) tree[name] = `link to ${readlinkSync(path)}`;
    else if (stat.isFile()) tree[name] = `${stat.mode.toString(8)} ${hashOf(path)}`;
    else if (!stat.isDirectory()) tree[name] = "special";
  }
  return tree;
}

/** {@link treeOf} the work tree alone. */
export function workTreeOf({
  root,
}: Pick<TestRepository, "root">): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(treeOf(root)).filter(([path]) => !path.startsWith(".git/")),
  );
}

function hashOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
