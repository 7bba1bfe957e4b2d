import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../action/outputs.ts";
import { type Forge, openForge, runTranslate } from "../../support/action.ts";

const SOURCE = "l/en/shop.json";
const TEXTS = { greet: "Hello", cart: "Your cart" };
const XA = "l/en-XA/shop.json";
const BRANCH = "locstep/main";

async function run(forge: Forge, inputs: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return runTranslate(forge.github, await forge.checkout(), { inputs });
}

async function translations(forge: Forge, branch: string = BRANCH): Promise<object> {
  return JSON.parse(await forge.show(branch, XA)) as object;
}

/** A person's clone stands at the branch of translations. */
async function checkOutBranch({ person }: Forge, branch: string = BRANCH): Promise<void> {
  await person.git("fetch", "-q", "origin", "main", branch);
  await person.git("checkout", "-q", "-B", branch, `origin/${branch}`);
}

/** A person's own word in the work tree of that branch. */
async function edited(forge: Forge): Promise<void> {
  await checkOutBranch(forge);
  forge.person.write(XA, forge.person.read(XA).replace("[Ĥéļļöö]", "[Ĥí]"));
}

async function forcePushed({ person }: Forge): Promise<string> {
  await person.git("push", "-q", "-f", "origin", "HEAD");
  const commit = await person.git("rev-parse", "HEAD");
  await person.checkout("main");
  return commit;
}

async function pushSource({ person, pushed }: Forge, texts: object): Promise<string> {
  await person.checkout("main");
  await person.git("pull", "-q", "--ff-only", "origin", "main");
  person.write(SOURCE, texts);
  return pushed("Change the source");
}

/** As the pull request's buttons do it. */
async function mergeAs(forge: Forge, how: "squash" | "rebase"): Promise<void> {
  const { github, person } = forge;
  await checkOutBranch(forge);
  const head = await person.git("rev-parse", "HEAD");
  if (how === "squash") {
    await person.checkout("main");
    await person.git("pull", "-q", "--ff-only", "origin", "main");
    await person.git("merge", "-q", "--squash", BRANCH);
    const message = await person.git("log", "--format=* %B", `main..${BRANCH}`);
    await forge.pushed(`Update translations (#1)\n\n${message}`);
  } else {
    await person.git("rebase", "-q", "--force-rebase", "origin/main");
    await person.git("push", "-q", "origin", `HEAD:main`);
    await person.git("checkout", "-q", "-B", "main", "HEAD");
  }
  const [pull] = github.state.pulls;
  Object.assign(pull as object, {
    state: "closed",
    mergedAt: new Date().toISOString(),
    headSha: head,
  });
}

function open({ github }: Forge): readonly number[] {
  return github.state.pulls.filter(({ state }) => state === "open").map(({ number }) => number);
}

describe("a branch that a person pushed with force", () => {
  test("rebased onto the base, as the button does: it is the action's alone still, and made anew", async () => {
    const forge = await openForge({ [SOURCE]: TEXTS });
    await run(forge);
    forge.person.write("README", "A shop.");
    await forge.pushed("Write about it");
    await checkOutBranch(forge);
    await forge.person.git("rebase", "-q", "origin/main");
    await forcePushed(forge);
    const base = await pushSource(forge, { ...TEXTS, pay: "Pay" });
    const outcome = await run(forge);
    expect(outcome.pullRequests).toMatchObject([{ number: 1, operation: "updated" }]);
    expect(Object.keys(await translations(forge))).toEqual(["greet", "cart", "pay"]);
    expect(await forge.remote.git("log", "-1", "--format=%P", BRANCH)).toBe(base);
  });

  test("amended: what the person wrote is kept, and counts as approved", async () => {
    const forge = await openForge({ [SOURCE]: TEXTS });
    await run(forge);
    await edited(forge);
    await forge.person.git("commit", "-q", "-a", "--amend", "--no-edit");
    const theirs = await forcePushed(forge);
    await pushSource(forge, { ...TEXTS, pay: "Pay" });
    const outcome = await run(forge);
    expect(await translations(forge)).toMatchObject({ greet: "[Ĥí]", pay: "[Þåýý]" });
    expect(outcome.report.locales["en-XA"]).toMatchObject({ translated: 3, unconfirmed: 0 });
    expect(await forge.remote.git("merge-base", theirs, BRANCH)).toBe(theirs);
  });

  test("made one commit with a message of the person's own: it stays, and is built upon", async () => {
    const forge = await openForge({ [SOURCE]: TEXTS });
    await run(forge);
    await edited(forge);
    await forge.person.git("reset", "-q", "--soft", "origin/main");
    await forge.person.commit("Translate");
    const theirs = await forcePushed(forge);
    await pushSource(forge, { ...TEXTS, pay: "Pay" });
    const outcome = await run(forge);
    expect(outcome.pullRequests).toMatchObject([{ number: 1, operation: "updated" }]);
    expect(await translations(forge)).toMatchObject({ greet: "[Ĥí]", pay: "[Þåýý]" });
    expect(await forge.remote.git("merge-base", theirs, BRANCH)).toBe(theirs);
  });

  test("set back to the base: it is made anew", async () => {
    const forge = await openForge({ [SOURCE]: TEXTS });
    await run(forge);
    await checkOutBranch(forge);
    await forge.person.git("reset", "-q", "--hard", "origin/main");
    await forcePushed(forge);
    await pushSource(forge, { ...TEXTS, pay: "Pay" });
    await run(forge);
    expect(Object.keys(await translations(forge))).toEqual(["greet", "cart", "pay"]);
    expect(open(forge)).toHaveLength(1);
  });
});

describe("a pull request that a person edited and merged", () => {
  for (const how of ["squash", "rebase"] as const) {
    test(`by ${how}: the next one starts from the base, without what is merged`, async () => {
      const forge = await openForge({ [SOURCE]: TEXTS });
      await run(forge);
      await edited(forge);
      await forge.pushed("Say it better");
      await mergeAs(forge, how);
      const base = await pushSource(forge, { ...TEXTS, pay: "Pay" });
      const outcome = await run(forge);
      expect(outcome.pullRequests).toMatchObject([{ operation: "created" }]);
      expect(await translations(forge)).toMatchObject({ greet: "[Ĥí]", pay: "[Þåýý]" });
      expect(await forge.remote.git("log", "-1", "--format=%P", BRANCH)).toBe(base);
      expect(outcome.report.locales["en-XA"]).toMatchObject({ translated: 3, unconfirmed: 0 });
    });

    test(`by ${how}, with nothing new: its branch goes`, async () => {
      const forge = await openForge({ [SOURCE]: TEXTS });
      await run(forge);
      await edited(forge);
      await forge.pushed("Say it better");
      await mergeAs(forge, how);
      await run(forge);
      expect(await forge.branches()).toEqual(["main"]);
      expect(open(forge)).toEqual([]);
    });
  }
});

test("what a person commits to the branch after its merge is kept, be there more to say or not", async () => {
  const forge = await openForge({ [SOURCE]: TEXTS });
  const { person, remote } = forge;
  await run(forge);
  await edited(forge);
  await forge.pushed("Say it better");
  await mergeAs(forge, "squash");
  await checkOutBranch(forge);
  await person.git("commit", "-q", "--allow-empty", "-m", "To be gone on with");
  await person.git("push", "-q", "origin", "HEAD");
  const late = await person.git("rev-parse", "HEAD");
  const { notices } = await run(forge);
  expect(notices.map(({ text }) => text).join()).toContain("that no pull request carries");
  expect(await remote.git("rev-parse", BRANCH)).toBe(late);
  await pushSource(forge, { ...TEXTS, pay: "Pay" });
  await run(forge);
  expect(await remote.git("merge-base", late, BRANCH)).toBe(late);
  expect(await translations(forge)).toMatchObject({ greet: "[Ĥí]", pay: "[Þåýý]" });
});

test("a merged pull request that a person reverts comes once more, and not when that is closed", async () => {
  const forge = await openForge({ [SOURCE]: TEXTS });
  const { github, person } = forge;
  await run(forge);
  await mergeAs(forge, "squash");
  await run(forge);
  expect(await forge.branches()).toEqual(["main"]);
  await person.checkout("main");
  await person.git("pull", "-q", "--ff-only", "origin", "main");
  await person.revert("HEAD");
  await person.git("push", "-q", "origin", "HEAD");
  const { notices } = await run(forge);
  expect(notices.map(({ text }) => text).join()).toContain("#1 was merged with these very");
  expect(open(forge)).toHaveLength(1);
  for (const pull of github.state.pulls) pull.state = "closed";
  for (const text of ["a", "b"]) {
    person.write("README", text);
    await forge.pushed("Write");
    await run(forge);
    expect(open(forge)).toEqual([]);
  }
  expect(github.state.pulls).toHaveLength(2);
});
