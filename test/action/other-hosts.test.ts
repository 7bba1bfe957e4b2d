import { execFile } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { PROJECT, startLocize } from "../core/providers/locize/bench.ts";
import { cliPath } from "../support/cli.ts";
import { type TestRepository, createRepository, temporaryFolder } from "../support/repository.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/action.md"), "utf8");

function exampleOf(name: string): unknown {
  const place = new RegExp(`<!-- commands: ${name} -->\n\n\`\`\`yaml\n([^]*?)\`\`\``, "u");
  return parse(place.exec(page)?.[1] ?? "");
}

interface Project {
  readonly remote: TestRepository;
  readonly checkout: TestRepository;
}

async function project(): Promise<Project> {
  const seed = createRepository();
  const config = "sourceLocale: en\ntargetLocales: [en-XA]\nfiles: ['l/{locale}.json']\n";
  seed.write("locstep.yaml", config);
  seed.write("l/en.json", { cart: "Cart" });
  await seed.commit("Write the source");
  const remote = await seed.clone({ bare: true });
  await remote.git("config", "receive.advertisePushOptions", "true");
  return { remote, checkout: await remote.clone({ depth: 1 }) };
}

/** As a runner of such a host does, where `npx` finds the command line of this build. */
async function runScript(
  { root }: TestRepository,
  script: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const folder = temporaryFolder();
  const npx = join(folder, "npx");
  const command = `exec ${JSON.stringify(process.execPath)} ${JSON.stringify(cliPath())} "$@"`;
  writeFileSync(npx, `#!/bin/sh\n[ "$1 $2" = "--yes locstep" ] || exit 9\nshift 2\n${command}\n`);
  chmodSync(npx, 0o755);
  const env = { ...process.env, ...environment, PATH: `${folder}:${process.env["PATH"]}` };
  await promisify(execFile)("bash", ["-e", "-c", script], { cwd: root, env, timeout: 120_000 });
}

async function expectTranslated({ remote }: Project): Promise<void> {
  const texts = await remote.git("show", "locstep/main:l/en-XA.json");
  expect(JSON.parse(texts)).toHaveProperty("cart");
  const parent = await remote.git("rev-parse", "locstep/main^");
  expect(parent).toBe(await remote.git("rev-parse", "main"));
}

test("the commands for GitLab push a branch, and nothing where nothing changed", async () => {
  const given = await project();
  const { checkout, remote } = given;
  const { translate, review } = exampleOf("gitlab") as Record<string, { script: string[] }>;
  const environment = {
    CI_DEFAULT_BRANCH: "main",
    CI_SERVER_HOST: "gitlab.example",
    CI_PROJECT_PATH: "acme/shop",
    GITLAB_TOKEN: "secret",
  };
  const address = "https://oauth2:secret@gitlab.example/acme/shop.git";
  await checkout.git("config", `url.${remote.root}.insteadOf`, address);
  const script = (translate?.script ?? []).join("\n");
  await runScript(checkout, script, environment);
  await expectTranslated(given);
  const tip = await remote.git("rev-parse", "locstep/main");
  await runScript(checkout, script, environment);
  expect(await remote.git("rev-parse", "locstep/main")).toBe(tip);
  await runScript(checkout, (review?.script ?? []).join("\n"));
});

test("the commands for Forgejo push a branch", async () => {
  const given = await project();
  const { jobs } = exampleOf("forgejo") as { jobs: { translate: { steps: { run?: string }[] } } };
  const script = jobs.translate.steps.flatMap(({ run }) => run ?? []).join("\n");
  await runScript(given.checkout, script);
  await expectTranslated(given);
});

test("the commands that publish to Locize with a release publish the version", async () => {
  const server = await startLocize();
  const [, text = ""] = /<!-- workflow: locize -->\n\n```yaml\n([^]*?)```/u.exec(page) ?? [];
  const { jobs } = parse(text) as { jobs: { publish: { steps: { run?: string }[] } } };
  const script = jobs.publish.steps.flatMap(({ run }) => run ?? []).join("\n");
  const here = script.replace(/https:\/\/api[\w.]*\.locize\.app/u, server.url);
  expect(here).not.toBe(script);
  const environment = { LOCIZE_API_KEY: "key-admin", LOCIZE_PROJECT: PROJECT };
  await runScript((await project()).checkout, here, environment);
  const asked = server.requests.map(({ method, path }) => `${method} ${path}`);
  expect(asked).toEqual([`POST /publish/${PROJECT}/latest`]);
});
