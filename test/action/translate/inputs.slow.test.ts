import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Forge,
  PERSONAL_TOKEN,
  WORKFLOW_TOKEN,
  openForge,
  runTranslate,
} from "../../support/action.ts";

const FILES = { "l/en/shop.json": { greet: "Hello", cart: "Your cart" } };
const BRANCH = "locstep/main";

async function verified({ remote, github }: Forge, branch: string): Promise<boolean> {
  return github.state.verified.has(await remote.git("rev-parse", branch));
}

describe("strategy: commit", () => {
  for (const [name, inputs] of [
    ["the workflow's token", {}],
    ["a person's token", { token: PERSONAL_TOKEN }],
  ] as const) {
    test(`commits to the branch itself, signed, with ${name}; its own commit starts nothing`, async () => {
      const forge = await openForge(FILES);
      const { github } = forge;
      const with_ = { inputs: { strategy: "commit", ...inputs } };
      const outcome = await runTranslate(github, await forge.checkout(), with_);
      expect(outcome).toMatchObject({ changed: true, pullRequests: [], notices: [] });
      expect(await forge.branches()).toEqual(["main"]);
      expect(await verified(forge, "main")).toBe(true);
      github.requests.splice(0);
      const next = await runTranslate(github, await forge.checkout(), with_);
      expect(next).toMatchObject({ changed: false });
      expect(github.requests.filter(({ kind }) => kind !== "git")).toEqual([]);
    });
  }

  test("says when the branch is protected, and what to do about it", async () => {
    const forge = await openForge(FILES);
    const { github, remote } = forge;
    github.state.settings.protectedBranches.add("main");
    const hook = join(remote.root, "hooks", "update");
    mkdirSync(dirname(hook), { recursive: true });
    const refusal = "error: GH006: Protected branch update failed for $1.";
    writeFileSync(hook, `#!/bin/sh\necho "${refusal}" >&2\nexit 1\n`, { mode: 0o755 });
    for (const [inputs, message] of [
      [{}, /could not move a branch: Protected branch update failed/u],
      [{ "commit-method": "git" }, /GH006: Protected branch update failed for refs.heads.main/u],
      [{ token: PERSONAL_TOKEN }, /must be made through a pull request/u],
    ] as const) {
      const given = { inputs: { ...inputs, strategy: "commit" } };
      const run = runTranslate(github, await forge.checkout(), given);
      await expect(run).rejects.toMatchObject({
        name: "OutsideError",
        message: expect.stringMatching(message),
        hint: expect.stringContaining("Set `strategy: pull-request`"),
      });
    }
    expect(await forge.branches()).toEqual(["main"]);
  });

  test("commits nothing where only the ledger would change", async () => {
    const forge = await openForge(
      { ...FILES, "l/de/shop.json": { greet: "Hallo", cart: "Dein Korb" } },
      "sourceLocale: en\ntargetLocales: [de]\nfiles:\n  - l/{locale}/{namespace}.json\n",
    );
    const before = await forge.remote.git("rev-parse", "main");
    for (const strategy of ["commit", "pull-request"]) {
      const outcome = await runTranslate(forge.github, await forge.checkout(), {
        inputs: { strategy },
      });
      expect(outcome).toMatchObject({ changed: false, pullRequests: [] });
    }
    expect(await forge.branches()).toEqual(["main"]);
    expect(await forge.remote.git("rev-parse", "main")).toBe(before);
  });
});

describe("commit-method: git", () => {
  test("pushes with a lease, and says before that it is not signed", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    const inputs = { "commit-method": "git", "sign-off": "true", "commit-message": "Übersetzen" };
    const outcome = await runTranslate(github, await forge.checkout(), { inputs });
    expect(outcome.pullRequests).toMatchObject([{ operation: "created" }]);
    expect(outcome.notices).toMatchObject([{ level: "notice", text: /not signed/u }]);
    const message = await forge.remote.git("log", "-1", "--format=%an|%B", BRANCH);
    expect(message).toMatch(
      /^github-actions\[bot\]\|Übersetzen\n\nLocstep-Built: [^\n]+\nSigned-off-by: /u,
    );
  });
});

describe("a pull request", () => {
  test("has the labels, reviewers, title and auto-merge that the inputs name", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    const outcome = await runTranslate(github, await forge.checkout(), {
      inputs: {
        labels: "i18n, bot",
        reviewers: "ada, acme/docs\nen-XA: hans\nfr: marie",
        title: "New texts",
        "auto-merge": "squash",
      },
    });
    expect(outcome.notices).toEqual([]);
    const [pull] = github.state.pulls;
    expect(pull).toMatchObject({ title: "New texts", autoMerge: "squash" });
    expect([...(pull?.labels ?? [])]).toEqual(["i18n", "bot"]);
    expect([...(pull?.reviewers ?? [])]).toEqual(["ada", "hans"]);
    expect([...(pull?.teams ?? [])]).toEqual(["docs"]);
  });

  test("stands though a plan knows no drafts", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    github.state.settings.draftsAllowed = false;
    const outcome = await runTranslate(github, await forge.checkout(), {
      inputs: { draft: "true" },
    });
    expect(outcome).toMatchObject({ pullRequests: [{ operation: "created" }], notices: [] });
    expect(github.state.pulls).toMatchObject([{ draft: false }]);
  });

  test("stands though a reviewer, a label or auto-merge is refused; whoever can be asked is", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    github.state.settings.autoMergeAllowed = false;
    github.interfere = ({ path }) =>
      path.endsWith("/labels")
        ? { status: 403, body: { message: "Resource not accessible by integration" } }
        : undefined;
    const reviewers = "ada, acme/docs\nen-XA: stranger\nar-XB: hans";
    const inputs = { reviewers, labels: "i18n", "auto-merge": "squash" };
    const outcome = await runTranslate(github, await forge.checkout(), { inputs });
    expect(outcome.pullRequests).toMatchObject([{ operation: "created" }]);
    expect(outcome.notices.map(({ text }) => text)).toEqual([
      expect.stringMatching(/label a pull request.*permissions: \{ pull-requests: write \}/su),
      expect.stringMatching(/ask stranger for a review: .*not a collaborator/u),
      expect.stringMatching(/enable auto-merge: Auto merge is not allowed/u),
    ]);
    const [pull] = github.state.pulls;
    expect([...(pull?.reviewers ?? [])].sort()).toEqual(["ada", "hans"]);
    expect([...(pull?.teams ?? [])]).toEqual(["docs"]);
  });

  test("is one a locale with group-by: locale", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    const options = { inputs: { "group-by": "locale" } };
    const outcome = await runTranslate(github, await forge.checkout(), options);
    expect(outcome.pullRequests).toHaveLength(2);
    expect(await forge.branches()).toEqual(["locstep/main@ar-XB", "locstep/main@en-XA", "main"]);
    const files = await forge.remote.git(
      "diff",
      "--name-only",
      "main",
      "locstep/main@ar-XB",
      "--",
      "l",
    );
    expect(files).toBe("l/ar-XB/shop.json");
    const next = await runTranslate(github, await forge.checkout(), options);
    expect(next).toMatchObject({ changed: false });

    await runTranslate(github, await forge.checkout());
    expect(await forge.branches()).toEqual([BRANCH, "main"]);
    expect(github.state.pulls.map(({ state }) => state)).toEqual(["closed", "closed", "open"]);
  });

  test("that was only brought up to its base by a merge is still the action's alone", async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    person.write("README", "Hello");
    const base = await forge.pushed("Write something else");
    await person.git("fetch", "-q", "origin", BRANCH);
    await person.git("checkout", "-q", "-B", BRANCH, "FETCH_HEAD");
    await person.merge("main");
    await person.git("push", "-q", "origin", "HEAD");
    await runTranslate(github, await forge.checkout());
    expect(await forge.remote.git("log", "-1", "--format=%P", BRANCH)).toBe(base);
  });

  test("that a person closed stays closed until there is something new", async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    github.state.pulls[0]!.state = "closed";
    const outcome = await runTranslate(github, await forge.checkout());
    expect(outcome.notices).toMatchObject([{ text: /closed with these very translations/u }]);
    await forge.remote.git("update-ref", "-d", `refs/heads/${BRANCH}`);
    person.write("README", "Something else");
    await forge.pushed("Write something else");
    await runTranslate(github, await forge.checkout());
    expect(github.state.pulls).toHaveLength(1);
    expect(await forge.branches()).toEqual(["main"]);
    person.write("l/en/shop.json", { greet: "Hello", cart: "Your cart", pay: "Pay" });
    await forge.pushed("Add a message");
    await runTranslate(github, await forge.checkout());
    expect(github.state.pulls).toMatchObject([{ state: "closed" }, { state: "open" }]);
  });

  test("that was closed because nothing was left comes again with the same texts", async () => {
    const forge = await openForge({ ...FILES, "l/en-XA/shop.json": {}, "l/ar-XB/shop.json": {} });
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    for (const source of [{}, FILES["l/en/shop.json"]]) {
      person.write("l/en/shop.json", source);
      await forge.pushed("Take it back, or do not");
      await runTranslate(github, await forge.checkout());
    }
    expect(github.state.pulls.map(({ state }) => state)).toEqual(["closed", "open"]);
  });

  test("keeps the body that a person wrote", async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    github.state.pulls[0]!.body = "Please wait for Monday.";
    person.write("l/en/shop.json", { greet: "Hello", cart: "Your cart", pay: "Pay" });
    await forge.pushed("Add a message");
    await runTranslate(github, await forge.checkout());
    expect(github.state.pulls).toMatchObject([{ body: "Please wait for Monday." }]);
  });
});

describe("what is refused", () => {
  test("to open pull requests: the branch stays, and the run tells the link and the setting", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    github.state.settings.mayActionsOpenPulls = false;
    const outcome = await runTranslate(github, await forge.checkout());
    expect(outcome).toMatchObject({ changed: true, pullRequests: [] });
    expect(await forge.branches()).toEqual([BRANCH, "main"]);
    const [notice] = outcome.notices;
    expect(notice?.level).toBe("warning");
    expect(notice?.text).toContain(
      `${github.url}/acme/shop/compare/main...locstep%2Fmain?expand=1`,
    );
    expect(notice?.text).toContain(`${github.url}/acme/shop/settings/actions`);
    expect(notice?.text).toContain("https://docs.github.com/");
  });

  test("for want of a permission: the error names its line", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    const permissions = { contents: "write", pull_requests: "write", issues: "read" } as const;
    for (const [name, line] of [
      ["contents", "contents: write"],
      ["pull_requests", "pull-requests: write"],
    ] as const) {
      github.addToken(WORKFLOW_TOKEN, { permissions: { ...permissions, [name]: "read" } });
      const run = runTranslate(github, await forge.checkout());
      await expect(run).rejects.toMatchObject({
        name: "OutsideError",
        hint: expect.stringContaining(`permissions: { ${line} }`),
      });
    }
  });

  test("for a token that is not valid: neither it nor what git made of it is told", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    const secret = "ghs_notKnownToAnybody0123456789";
    for (const method of ["api", "git"]) {
      const inputs = { token: secret, "commit-method": method };
      const error: unknown = await runTranslate(github, await forge.checkout(), { inputs }).catch(
        (caught: unknown) => caught,
      );
      expect(error).toMatchObject({ name: "OutsideError" });
      const told = JSON.stringify(error, Object.getOwnPropertyNames(error));
      expect(told).not.toContain(secret);
      expect(told).not.toContain(Buffer.from(`x-access-token:${secret}`).toString("base64"));
    }
  });

  test("for now, by a limit: the run waits and goes on", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    let refusals = 0;
    github.interfere = ({ path }) =>
      path.endsWith("/pulls") && refusals++ < 2
        ? {
            status: 403,
            headers: { "retry-after": "0" },
            body: { message: "You have exceeded a secondary rate limit" },
          }
        : undefined;
    const outcome = await runTranslate(github, await forge.checkout());
    expect(outcome.pullRequests).toMatchObject([{ operation: "created" }]);
    expect(refusals).toBeGreaterThan(1);
  });

  test("for now, in the middle, as GraphQL tells of it: the run waits and goes on", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    const body = (type: string, message: string) => ({ data: null, errors: [{ type, message }] });
    const answers = [
      body("RATE_LIMITED", "API rate limit exceeded"),
      body("UNKNOWN", "You have exceeded a secondary rate limit"),
    ];
    github.interfere = ({ path }) => {
      const next = path === "updateRefs" ? answers.shift() : undefined;
      return next && { status: 200, headers: { "retry-after": "0" }, body: next };
    };
    const outcome = await runTranslate(github, await forge.checkout());
    expect(outcome.pullRequests).toMatchObject([{ operation: "created" }]);
    expect(answers).toEqual([]);
    expect(github.state.pulls).toHaveLength(1);
  });
});
