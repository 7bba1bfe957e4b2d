import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OutputOptions, rolldown } from "rolldown";
import config from "../../rolldown.action.config.ts";
import { type Forge, type RunOptions, runnerEnvironment } from "./action.ts";
import type { Peers } from "./peers.ts";
import { type TestRepository, temporaryFolder } from "./repository.ts";

/** What a run of the bundle came to. */
export interface BundleRun {
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly told: string;
}

/** Builds the action's one file, and answers its path. */
export async function buildBundle(): Promise<string> {
  const build = await rolldown(config);
  const folder = temporaryFolder();
  await build.write({ ...config.output, dir: folder, cleanDir: false } as OutputOptions);
  await build.close();
  return join(folder, "action.js");
}

/** Starts it as a runner does, with the Node of a runner. */
export async function startBundle(
  bundle: string,
  peers: Peers,
  { github }: Pick<Forge, "github">,
  checkout: TestRepository,
  options: RunOptions = {},
): Promise<BundleRun> {
  const folder = temporaryFolder();
  const [output, summary] = [join(folder, "output"), join(folder, "summary")];
  for (const file of [output, summary]) writeFileSync(file, "");
  const environment = {
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: folder,
    ...options.environment,
  };
  const env = await runnerEnvironment(github, checkout, { ...options, environment });
  const ran = await peers.run(bundle, [], { cwd: checkout.root, env }).then(
    (done) => ({ code: 0, ...done }),
    (failed: { code: number; stdout: string; stderr: string }) => failed,
  );
  return {
    code: ran.code,
    outputs: outputsIn(output),
    summary: readFileSync(summary, "utf8"),
    told: ran.stdout + ran.stderr,
  };
}

function outputsIn(file: string): Record<string, string> {
  const found = readFileSync(file, "utf8").matchAll(/^([\w-]+)<<(\S+)\n(.*)\n\2$/gmu);
  return Object.fromEntries([...found].map(([, name = "", , value = ""]) => [name, value]));
}
