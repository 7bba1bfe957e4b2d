import { expect, test } from "vitest";
import { WORKFLOW_TOKEN, openForge, runnerEnvironment } from "../support/action.ts";
import { startLoco } from "../core/providers/loco/bench.ts";
import { servePrivately } from "../support/authority.ts";
import { releaseAction, runner, startAction } from "../support/released-action.ts";
import { checkOutMerge, propose } from "./review/proposal.ts";

test.skipIf(runner === undefined)(
  "the release, started as a runner does, opens a pull request and tells its number",
  async () => {
    const forge = await openForge({ "l/en/shop.json": { greet: "Hello" } });
    const { github } = forge;
    const action = await releaseAction();
    const start = async () => {
      const checkout = await forge.checkout();
      return startAction(action, checkout, await runnerEnvironment(github, checkout));
    };

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

test.skipIf(runner === undefined)(
  "a GitHub Enterprise with an authority of its own is reached once both programs know it",
  async ({ skip }) => {
    const forge = await openForge({ "l/en/shop.json": { greet: "Hello" } });
    const tls = await servePrivately(forge.github.url);
    if (tls === undefined) return skip();
    const action = await releaseAction();
    const start = async (known: Readonly<Record<string, string>>) => {
      const checkout = await forge.checkout();
      await checkout.git("remote", "set-url", "origin", `${tls.url}/acme/shop.git`);
      const environment = {
        GITHUB_API_URL: `${tls.url}/api/v3`,
        GITHUB_GRAPHQL_URL: `${tls.url}/api/graphql`,
        GITHUB_SERVER_URL: tls.url,
        ...known,
      };
      const given = await runnerEnvironment(forge.github, checkout, { environment });
      return startAction(action, checkout, given);
    };
    const neither = await start({});
    expect([neither.code, neither.told]).toEqual([3, expect.stringContaining("GIT_SSL_CAINFO")]);
    const git = { GIT_SSL_CAINFO: tls.authority };
    const noNode = await start(git);
    expect([noNode.code, noNode.told]).toEqual([3, expect.stringContaining("NODE_EXTRA_CA_CERTS")]);
    expect(forge.github.state.pulls).toEqual([]);
    const both = await start({ ...git, NODE_EXTRA_CA_CERTS: tls.authority });
    expect(both.outputs, both.told).toMatchObject({ operation: "created" });
    expect(forge.github.state.pulls).toHaveLength(1);
  },
);

test.skipIf(runner === undefined)(
  "the release tags at Loco what a pull request brings, and takes it back when that is closed",
  async () => {
    const server = await startLoco({ locales: ["en", "de"], hasTranslators: true });
    const files = "files: [{ path: 'l/{locale}.json', namespace: common }]\n";
    const config = `sourceLocale: en\ntargetLocales: [de]\n${files}provider: { name: loco, baseUrl: "${server.url}/api" }\n`;
    const forge = await openForge({ "l/en.json": { cart: "Cart" } }, config);
    server.edit("en", "common:cart", "Cart");
    await forge.person.branch("feature");
    forge.person.write("l/en.json", { cart: "Basket" });
    await forge.pushed("Reword");
    const { number, head, base, ref } = await propose(forge);
    const action = await releaseAction();
    const checkout = await checkOutMerge(forge, ref);
    const side = (name: string, sha: string) => ({
      ref: name,
      sha,
      repo: { full_name: "acme/shop" },
    });
    const pull = { number, merged: false, head: side("feature", head), base: side("main", base) };
    const start = async (what: string) => {
      const given = await runnerEnvironment(forge.github, checkout, {
        event: "pull_request",
        ref,
        payload: { action: what, pull_request: pull },
        inputs: { "push-translations": "true" },
        environment: { LOCO_API_KEY: "key-full" },
      });
      return startAction(action, checkout, given);
    };
    const opened = await start("opened");
    expect(opened.outputs, opened.told).toMatchObject({ changed: "true" });
    expect([...(server.asset("common:cart")?.tags ?? [])]).toEqual([`pr-${number}`]);
    const closed = await start("closed");
    expect(closed.told).toContain(`What the service kept apart for #${number} was dropped.`);
    expect(server.texts("en")).toEqual({ "common:cart": "Cart" });
    expect([...(server.asset("common:cart")?.tags ?? [])]).toEqual([]);
  },
);
