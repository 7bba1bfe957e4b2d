import { expect, onTestFinished, test } from "vitest";
import { serveOpenAi } from "../servers/openai/openai.ts";
import { type Forge, openForge } from "../support/action.ts";
import { runAction } from "./review/proposal.ts";

const LAYOUT = 'sourceLocale: en\ntargetLocales: [de]\nfiles: ["l/{locale}.json"]\n';
const FILES = { "l/en.json": { cart: "Your cart", pay: "Pay now" } };
const environment = { OPENAI_API_KEY: "sk-the-secret" };

/** A repository whose preset, pinned by its commit, says who translates. */
async function forgeWithPreset(url: string): Promise<Forge> {
  const provider = `provider: { name: openai, model: m, baseUrl: "${url}/v1" }\n`;
  const forge = await openForge({ ...FILES, "presets/web.yaml": provider }, LAYOUT);
  const commit = await forge.remote.git("rev-parse", "main");
  const reference = `acme/shop:presets/web.yaml@${commit}`;
  forge.person.write(
    "locstep.yaml",
    `extends: ${reference}\n${LAYOUT}limits: { characters: 9999 }\n`,
  );
  await forge.pushed("Take the preset");
  return forge;
}

test("a preset is read with the action's token; what the workflow bounds, no configuration widens", async () => {
  const server = await serveOpenAi({ key: environment.OPENAI_API_KEY, models: ["m"] });
  onTestFinished(() => server.close());
  const forge = await forgeWithPreset(server.url);
  const run = async (inputs: Readonly<Record<string, string>>) =>
    runAction(forge, await forge.checkout(), { inputs, environment });

  // A proposal may name any preset, so its review reads none with the token.
  const review = { event: "pull_request", ref: "refs/pull/1/merge", environment };
  const proposed = await runAction(forge, await forge.checkout(), review);
  expect([proposed.code, proposed.log]).toEqual([
    3,
    expect.stringContaining("preset's repository"),
  ]);

  const elsewhere = await run({ "allowed-hosts": "api.openai.com" });
  expect([elsewhere.code, elsewhere.log]).toEqual([2, expect.stringContaining("::error")]);
  expect(elsewhere.log).toContain(new URL(server.url).host);
  const tooMuch = await run({ "max-characters": "15" });
  expect([tooMuch.code, tooMuch.log]).toEqual([2, expect.stringContaining("allows 15")]);
  expect(server.requests).toEqual([]);
  expect(await forge.branches()).toEqual(["main"]);

  const allowed = { "allowed-hosts": new URL(server.url).host, "max-characters": "16" };
  const done = await run(allowed);
  expect(done.outputs, done.log).toMatchObject({ operation: "created", translated: "2" });
  expect(`${done.log}${done.summary}`).not.toContain(environment.OPENAI_API_KEY);
});

test("`mode: auto` translates for what may translate, and reviews what is proposed", async () => {
  const forge = await openForge(FILES, LAYOUT.replace("[de]", "[en-XA]"));
  const run = async (event: string, ref: string) =>
    runAction(forge, await forge.checkout(), { event, ref });
  for (const event of ["pull_request_target", "merge_group", "pull_request"]) {
    const { log } = await run(event, "refs/pull/1/merge");
    expect(log).toContain("::warning file=l/en.json");
    expect(await forge.branches()).toEqual(["main"]);
  }
  for (const event of ["push", "repository_dispatch", "workflow_dispatch", "schedule"]) {
    const { outputs, log } = await run(event, "refs/heads/main");
    expect(outputs["operation"], log).toBe(event === "push" ? "created" : "none");
  }
  expect(forge.github.state.pulls).toHaveLength(1);
});
