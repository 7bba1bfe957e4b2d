import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OutputOptions, rolldown } from "rolldown";
import { expect, test } from "vitest";
import config from "../../rolldown.action.config.ts";
import { WORKFLOW_TOKEN, openForge, runnerEnvironment } from "../support/action.ts";
import { installPeers } from "../support/peers.ts";
import { temporaryFolder } from "../support/repository.ts";

/** Node 24, which is what a runner starts the action with, comes along with them. */
const peers = await installPeers("github-openapi");

async function bundled(): Promise<string> {
  const build = await rolldown(config);
  const folder = temporaryFolder();
  await build.write({ ...config.output, dir: folder, cleanDir: false } as OutputOptions);
  await build.close();
  return join(folder, "action.js");
}

function outputsIn(file: string): Record<string, string> {
  const found = readFileSync(file, "utf8").matchAll(/^([\w-]+)<<(\S+)\n(.*)\n\2$/gmu);
  return Object.fromEntries([...found].map(([, name = "", , value = ""]) => [name, value]));
}

test.skipIf(peers === undefined)(
  "the bundle, started as a runner does, opens a pull request and tells its number",
  async () => {
    const forge = await openForge({ "l/en/shop.json": { greet: "Hello" } });
    const { github } = forge;
    const bundle = await bundled();

    async function start(): Promise<{
      outputs: Record<string, string>;
      summary: string;
      told: string;
    }> {
      const folder = temporaryFolder();
      const [output, summary] = [join(folder, "output"), join(folder, "summary")];
      for (const file of [output, summary]) writeFileSync(file, "");
      const checkout = await forge.checkout();
      const env = await runnerEnvironment(github, checkout, {
        environment: { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, RUNNER_TEMP: folder },
      });
      const { stdout, stderr } = await peers!.run(bundle, [], { cwd: checkout.root, env });
      return {
        outputs: outputsIn(output),
        summary: readFileSync(summary, "utf8"),
        told: stdout + stderr,
      };
    }

    const first = await start();
    expect(first.outputs).toMatchObject({
      changed: "true",
      operation: "created",
      "pull-request-number": "1",
      "pull-request-url": `${github.url}/acme/shop/pull/1`,
    });
    expect(first.summary).toContain("#1");
    expect(github.state.pulls).toMatchObject([{ state: "open", head: "locstep/main" }]);
    expect(JSON.stringify(first)).not.toContain(WORKFLOW_TOKEN);

    await forge.remote.git("update-ref", "refs/heads/main", "locstep/main");
    await forge.remote.git("update-ref", "-d", "refs/heads/locstep/main");
    github.requests.splice(0);
    const second = await start();
    expect(second.outputs).toMatchObject({ changed: "false", operation: "none" });
    expect(github.requests.filter(({ kind }) => kind !== "git")).toEqual([]);
  },
);
