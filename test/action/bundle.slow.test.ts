import { expect, test } from "vitest";
import { WORKFLOW_TOKEN, openForge, runnerEnvironment } from "../support/action.ts";
import { servePrivately } from "../support/authority.ts";
import { releaseAction, runner, startAction } from "../support/released-action.ts";

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
