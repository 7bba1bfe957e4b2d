import { describe, expect, test } from "vitest";
import {
  CONFIG,
  type Forge,
  WORKFLOW_TOKEN,
  openForge,
  runTranslate,
} from "../../support/action.ts";
import type { TestRepository } from "../../support/repository.ts";

const FILES = { "l/en/shop.json": { greet: "Hello", cart: "Your cart" } };
const XA = "l/en-XA/shop.json";
const BRANCH = "locstep/main";

/** Every way in which a workflow may come to its checkout. Each is as it was after the run. */
const CHECKOUTS: Readonly<Record<string, (forge: Forge) => Promise<TestRepository>>> = {
  "of depth 1": (forge) => forge.checkout(),
  "with all history": (forge) => forge.checkout({ depth: Infinity }),
  "with a detached head": async (forge) => {
    const checkout = await forge.checkout();
    await checkout.git("checkout", "-q", "--detach");
    return checkout;
  },
  "without blobs": async (forge) => {
    await forge.remote.git("config", "uploadpack.allowFilter", "true");
    const checkout = await forge.remote.clone({ filter: "blob:none" });
    await checkout.git("remote", "set-url", "origin", forge.github.cloneUrl);
    return checkout;
  },
  "that is sparse": async (forge) => {
    const checkout = await forge.checkout();
    await checkout.git("sparse-checkout", "set", "l/en");
    return checkout;
  },
  "that left its own credentials": async (forge) => {
    const checkout = await forge.checkout();
    const secret = Buffer.from(`x-access-token:${WORKFLOW_TOKEN}`).toString("base64");
    const name = `http.${forge.github.url}/.extraheader`;
    await checkout.git("config", name, `AUTHORIZATION: basic ${secret}`);
    return checkout;
  },
};

describe("a checkout", () => {
  for (const [name, checkOut] of Object.entries(CHECKOUTS)) {
    test(`${name} is translated twice, and stays as it was`, async () => {
      const forge = await openForge(FILES);
      const { github, person } = forge;
      for (const round of [1, 2]) {
        person.write("l/en/shop.json", {
          greet: "Hello",
          cart: "Your cart",
          [`m${round}`]: "More",
        });
        const base = await forge.pushed(`Add a message ${round}`);
        const checkout = await checkOut(forge);
        const state = () => checkout.git("status", "--porcelain", "--branch");
        const before = await state();
        await runTranslate(github, checkout);
        expect(await state()).toBe(before);
        expect(await checkout.git("worktree", "list")).not.toContain("\n");
        expect(await forge.remote.git("log", "-1", "--format=%P", BRANCH)).toBe(base);
        expect(await forge.show(BRANCH, XA)).toContain(`m${round}`);
      }
      expect(github.state.pulls).toHaveLength(1);
    });
  }

  test("of a tag translates the branch where work goes on", async () => {
    const forge = await openForge(FILES);
    const { github, person, remote } = forge;
    await remote.git("tag", "v1", "main");
    person.write("l/en/shop.json", { greet: "Hello", cart: "Your cart", pay: "Pay" });
    await forge.pushed("Add a message");
    const checkout = await forge.checkout({ branch: "v1" });
    await runTranslate(github, checkout, { event: "release", ref: "refs/tags/v1" });
    expect(await forge.show(BRANCH, XA)).toContain("pay");
    expect(github.state.pulls).toMatchObject([{ base: "main" }]);
  });

  test("of a new branch, or one whose earlier commit is gone, is translated for that branch", async () => {
    const forge = await openForge(FILES);
    const { github, remote } = forge;
    await remote.git("branch", "next", "main");
    for (const before of ["0".repeat(40), "1".repeat(40)]) {
      const checkout = await forge.checkout({ branch: "next" });
      await runTranslate(github, checkout, { ref: "refs/heads/next", payload: { before } });
    }
    expect(github.state.pulls).toMatchObject([{ head: "locstep/next", base: "next" }]);
  });

  test("of one commit asks the remote with the action's token for what its source was", async () => {
    const forge = await openForge(FILES);
    const { github, person, remote } = forge;
    await runTranslate(github, await forge.checkout());
    await remote.git("update-ref", "refs/heads/main", "locstep/main");
    await remote.git("update-ref", "-d", "refs/heads/locstep/main");
    await person.git("pull", "-q", "origin", "main");
    person.write("l/en/shop.json", { greet: "Hello there", cart: "Your cart" });
    await forge.pushed("Reword");
    // As with `persist-credentials: false`: its configuration lets nobody in.
    const { report } = await runTranslate(github, await forge.checkout());
    expect(report.locales["en-XA"]).toMatchObject({ translated: 2, unconfirmed: 0 });
    expect(await forge.show("locstep/main", XA)).toContain("[Ĥéļļöö ţĥéééŕé]");
  });

  test("of a default branch that was renamed is translated under its new name", async () => {
    const forge = await openForge(FILES);
    const { github, remote } = forge;
    await remote.git("branch", "-m", "main", "trunk");
    const checkout = await forge.checkout({ branch: "trunk" });
    const options = {
      event: "schedule",
      ref: "",
      payload: { repository: { default_branch: "trunk" } },
    };
    await runTranslate(github, checkout, options);
    expect(github.state.pulls).toMatchObject([{ head: "locstep/trunk", base: "trunk" }]);
  });

  test("for another base than the one checked out reads that base", async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    await person.branch("release");
    person.write("l/en/shop.json", { old: "Old" });
    await forge.pushed("Keep an old state");
    await runTranslate(github, await forge.checkout(), { inputs: { base: "release" } });
    expect(JSON.parse(await forge.show("locstep/release", XA))).toEqual({ old: "[Öļð]" });
  });

  test("of a monorepo's package has a branch and a pull request of its own", async () => {
    const forge = await openForge(
      Object.fromEntries(
        ["web", "app"].flatMap((name) => [
          [`packages/${name}/locstep.yaml`, CONFIG],
          [`packages/${name}/l/en/shop.json`, { greet: "Hello" }],
        ]),
      ),
    );
    const { github } = forge;
    for (const name of ["web", "app"]) {
      const inputs = { "working-directory": `packages/${name}` };
      await runTranslate(github, await forge.checkout(), { inputs });
    }
    expect(await forge.branches()).toEqual([
      "locstep/main+packages+app",
      "locstep/main+packages+web",
      "main",
    ]);
    const paths = await forge.remote.git(
      "diff",
      "--name-only",
      "main",
      "locstep/main+packages+web",
    );
    for (const path of paths.split("\n")) expect(path).toMatch(/^packages\/web\//u);
    expect(github.state.pulls).toHaveLength(2);
  });

  test("of a merge queue, a deleted branch or our own branch is left alone, and the run says why", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    const queue = "refs/heads/gh-readonly-queue/main/pr-1-abc";
    for (const options of [
      { event: "merge_group", ref: queue, inputs: { mode: "translate" } },
      { payload: { deleted: true } },
      { ref: "refs/heads/locstep/main" },
    ]) {
      const outcome = await runTranslate(github, await forge.checkout(), options);
      expect(outcome).toMatchObject({ changed: false, notices: [{ level: "notice" }] });
    }
    expect(github.requests.filter(({ kind }) => kind !== "git")).toEqual([]);
    const run = runTranslate(github, await forge.checkout(), { ref: "refs/pull/1/merge" });
    await expect(run).rejects.toMatchObject({ name: "UsageError" });
  });
});

test("what goes out through the API is what git stores: after filters, with its line ends", async () => {
  const forge = await openForge({
    ".gitattributes": "*.json text eol=crlf\nl/*/utf16.json working-tree-encoding=UTF-16LE\n",
    "l/en/shop.json": '{\r\n  "greet": "Hello"\r\n}\r\n',
  });
  const { github } = forge;
  await runTranslate(github, await forge.checkout());
  const stored = await forge.show(BRANCH, XA);
  expect(stored).not.toContain("\r");
  const next = await runTranslate(github, await forge.checkout({ branch: BRANCH }), {
    inputs: { base: "main" },
  });
  expect(next).toMatchObject({ changed: false });
});
