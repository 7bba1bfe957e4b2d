import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { type OutputOptions, rolldown } from "rolldown";
import { afterAll } from "vitest";
import { parse } from "yaml";
import type { Report } from "../../core/report/report.ts";
import { action, parser } from "../../rolldown.action.config.ts";
import { type Peers, installPeers } from "./peers.ts";
import { type TestRepository, createRepository, temporaryFolder } from "./repository.ts";

const ROOT = join(import.meta.dirname, "../..");
const ACTION_YML = readFileSync(join(ROOT, "action.yml"), "utf8");

/** Brings Node 24, which is what a runner starts the action with; undefined where it is not to be had. */
export const runner: Peers | undefined = await installPeers("github-openapi");

let release: Promise<string> | undefined;
const kept: TestRepository[] = [];
afterAll(() => kept.forEach((repository) => repository.dispose()));

/**
 * Builds the action and releases it to a remote, once a test file. Answers its file in what a
 * runner checks out.
 */
export function releaseAction(): Promise<string> {
  release ??= makeRelease();
  return release;
}

async function makeRelease(): Promise<string> {
  const seed = createRepository({ keep: true });
  kept.push(seed);
  seed.write(".gitignore", "dist/\n");
  seed.write("action.yml", ACTION_YML);
  seed.write("package.json", { version: "1.2.3", type: "module" });
  await seed.git("config", "user.name", "Ada");
  await seed.git("config", "user.email", "ada@example.org");
  await seed.commit("Begin");
  await Promise.all([action, parser].map((config) => build(seed.root, config)));
  const remote = await seed.clone({ bare: true });
  kept.push(remote);
  const script = join(ROOT, "scripts/release-action.js");
  const args = [script, "--keep-bundle", "--push", remote.root];
  await promisify(execFile)(process.execPath, args, { cwd: seed.root, timeout: 60_000 });
  const released = await remote.clone({ branch: "v1", depth: 1 });
  kept.push(released);
  return join(released.root, parse(ACTION_YML).runs.main);
}

async function build(root: string, { output, ...input }: typeof action): Promise<void> {
  const { dir = "", ...target } = output as OutputOptions;
  const bundle = await rolldown(input);
  await bundle.write({ ...target, dir: join(root, relative(ROOT, dir)), cleanDir: false });
  await bundle.close();
}

/** What a run came to. */
export interface Started {
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly told: string;
  /** Undefined where the run ended before there was one. */
  readonly report: Report | undefined;
}

/** Starts the action as a runner does, with the Node of a runner. `signal` kills it. */
export async function startAction(
  file: string,
  checkout: TestRepository,
  environment: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Started> {
  const folder = temporaryFolder();
  const [output, summary] = [join(folder, "output"), join(folder, "summary")];
  for (const empty of [output, summary]) writeFileSync(empty, "");
  const env = {
    ...environment,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: folder,
  };
  const ran = await (runner as Peers)
    .run(file, [], { cwd: checkout.root, env, ...(signal && { signal }) })
    .then(
      (done) => ({ code: 0, ...done }),
      (failed: { code: number; stdout: string; stderr: string }) => failed,
    );
  const told = readFileSync(output, "utf8").matchAll(/^([\w-]+)<<(\S+)\n(.*)\n\2$/gmu);
  const report = join(folder, "locstep-report.json");
  return {
    code: ran.code,
    outputs: Object.fromEntries([...told].map(([, name = "", , value = ""]) => [name, value])),
    summary: readFileSync(summary, "utf8"),
    told: ran.stdout + ran.stderr,
    report: existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined,
  };
}
