import { describe, expect, test } from "vitest";
import { type Forge, openForge, runTranslate } from "../../support/action.ts";

const FILES = { "l/en/shop.json": { greet: "Hello", cart: "Your cart" } };
const XA = "l/en-XA/shop.json";
const BRANCH = "locstep/main";

function tip({ remote }: Forge, branch: string = BRANCH): Promise<string> {
  return remote.git("rev-parse", branch);
}

async function translations(forge: Forge, branch: string = BRANCH): Promise<object> {
  return JSON.parse(await forge.show(branch, XA)) as object;
}

/** A person's work on the translation branch. */
async function edit(forge: Forge, changes: object): Promise<string> {
  const { person } = forge;
  await person.git("fetch", "-q", "origin", BRANCH);
  await person.git("checkout", "-q", "-B", BRANCH, "FETCH_HEAD");
  person.write(XA, { ...(JSON.parse(person.read(XA)) as object), ...changes });
  const commit = await forge.pushed("Say it better");
  await person.checkout("main");
  return commit;
}

describe("a push with changes", () => {
  test("opens a pull request with a verified commit, and the next run leaves it alone", async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    const outcome = await runTranslate(github, await forge.checkout());
    expect(outcome).toMatchObject({
      changed: true,
      pullRequests: [{ number: 1, operation: "created", url: `${github.url}/acme/shop/pull/1` }],
      notices: [],
    });
    expect(await forge.branches()).toEqual([BRANCH, "main"]);
    const [pull] = github.state.pulls;
    expect(pull).toMatchObject({ head: BRANCH, base: "main", state: "open" });
    const before = await tip(forge);
    expect(github.state.verified.has(before)).toBe(true);
    expect(await translations(forge)).toMatchObject({ greet: "[Ĥéļļöö]" });

    const next = await runTranslate(github, await forge.checkout());
    expect(next).toMatchObject({ changed: false, pullRequests: [{ operation: "none" }] });
    expect(await tip(forge)).toBe(before);
  });

  test("updates the pull request that is open, on the base as it stands now", async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    person.write("l/en/shop.json", { greet: "Hello again", cart: "Your cart", pay: "Pay" });
    const base = await forge.pushed("Reword");
    const outcome = await runTranslate(github, await forge.checkout());
    expect(outcome.pullRequests).toMatchObject([{ number: 1, operation: "updated" }]);
    expect(github.state.pulls).toHaveLength(1);
    expect(await forge.remote.git("log", "--format=%P", "-1", BRANCH)).toBe(base);
    expect(Object.keys(await translations(forge))).toEqual(["greet", "cart", "pay"]);
  });

  test("closes the pull request with its branch when nothing is left", async () => {
    const forge = await openForge({ ...FILES, "l/en-XA/shop.json": {}, "l/ar-XB/shop.json": {} });
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    person.write("l/en/shop.json", {});
    await forge.pushed("Take it all back");
    const outcome = await runTranslate(github, await forge.checkout());
    expect(outcome).toMatchObject({ changed: false, pullRequests: [{ operation: "closed" }] });
    expect(github.state.pulls).toMatchObject([{ state: "closed", mergedAt: null }]);
    expect(await forge.branches()).toEqual(["main"]);
    expect(github.state.comments).toHaveLength(1);
  });
});

describe("a person's commits on the branch", () => {
  test("are kept and built upon, and what they wrote counts as approved", async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    const theirs = await edit(forge, { greet: "[Ħi]" });
    person.write("l/en/shop.json", { greet: "Hello", cart: "Your cart", pay: "Pay" });
    const base = await forge.pushed("Add a message");

    const outcome = await runTranslate(github, await forge.checkout());
    expect(outcome.pullRequests).toMatchObject([{ number: 1, operation: "updated" }]);
    expect(await forge.remote.git("log", "--format=%P", "-1", BRANCH)).toBe(`${theirs} ${base}`);
    expect(await translations(forge)).toMatchObject({ greet: "[Ħi]", pay: "[Þåýý]" });
    expect(outcome.report.locales["en-XA"]).toMatchObject({ translated: 3, unconfirmed: 0 });
  });

  test("survive a change of their own source: the edit stays, and is told as stale", async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    await edit(forge, { greet: "[Ħi]" });
    person.write("l/en/shop.json", { greet: "Hello again", cart: "Your cart", pay: "Pay" });
    await forge.pushed("Reword");
    const outcome = await runTranslate(github, await forge.checkout());
    expect(await translations(forge)).toMatchObject({ greet: "[Ħi]", pay: "[Þåýý]" });
    expect(outcome.report.locales["en-XA"]).toMatchObject({ stale: 1 });
  });

  test("keep the pull request open, with a comment, when nothing is left", async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    const theirs = await edit(forge, { greet: "[Ħi]" });
    // Somebody takes the same texts by another way.
    await person.git("checkout", "-q", BRANCH, "--", "l");
    await forge.pushed("Copy the translations");
    for (const _ of [1, 2]) {
      const outcome = await runTranslate(github, await forge.checkout());
      expect(outcome).toMatchObject({ changed: false, pullRequests: [{ operation: "none" }] });
    }
    expect(github.state.pulls).toMatchObject([{ state: "open" }]);
    expect(github.state.comments).toMatchObject([{ body: /holds commits of people/u }]);
    expect(await tip(forge)).toBe(theirs);
  });

  test("that touch the same lines as the base give way to it, and the rest is filled again", async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout());
    await edit(forge, { greet: "[Ħi]" });
    person.write(XA, { greet: "[by hand]" });
    await forge.pushed("Translate by hand");
    await runTranslate(github, await forge.checkout());
    expect(await translations(forge)).toEqual({ greet: "[by hand]", cart: "[Ýöûûŕ çååŕţ]" });
  });
});
