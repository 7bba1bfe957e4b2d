import { expect, test } from "vitest";
import { type Forge, openForge, runTranslate } from "../../support/action.ts";

const SOURCE = "l/en/shop.json";
const XA = "l/en-XA/shop.json";
const BRANCH = "locstep/main";

/** What a merge button does: a merge commit on the base, made by GitHub. */
async function merge({ remote }: Forge): Promise<void> {
  const [base, head] = [
    await remote.git("rev-parse", "main"),
    await remote.git("rev-parse", BRANCH),
  ];
  const tree = await remote.git("merge-tree", "--write-tree", base, head);
  const args = ["commit-tree", tree, "-p", base, "-p", head, "-m", "Merge pull request #1"];
  await remote.git("update-ref", "refs/heads/main", await remote.git(...args));
}

/** `npm run story:action` prints it. */
test("a translation pull request lives from its first push to its merge", async () => {
  const forge = await openForge({ [SOURCE]: { greet: "Hello", cart: "Your cart" } });
  const { github, person, remote } = forge;
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);

  async function tell(step: string): Promise<void> {
    const before = await forge.branches();
    github.requests.splice(0);
    const started = performance.now();
    const outcome = await runTranslate(github, await forge.checkout());
    const time = Math.round(performance.now() - started);
    const calls = github.requests.filter(({ kind }) => kind !== "git").length;
    const [pull] = outcome.pullRequests;
    const removed = (await forge.branches()).length < before.length;
    say(`\n${step}`);
    say(
      `  the action: ${pull ? `pull request #${pull.number} ${pull.operation}` : removed ? "removes the branch" : "does nothing"} (${calls} API calls, ${time} ms)`,
    );
    say(`  branches:   ${(await forge.branches()).join(", ")}`);
    if (!(await forge.branches()).includes(BRANCH)) return;
    const graph = await remote.git("log", "--format=%h %an: %s", `main..${BRANCH}`);
    for (const line of graph.split("\n")) say(`  ${BRANCH}: ${line}`);
    const diff = await remote.git("diff", "--unified=0", `main...${BRANCH}`, "--", XA);
    for (const line of diff.split("\n").filter((one) => /^[+-] /u.test(one))) say(`    ${line}`);
  }

  await tell("Ada pushes a source with two messages");
  expect(github.state.pulls).toMatchObject([{ state: "open", head: BRANCH }]);

  await person.git("fetch", "-q", "origin", BRANCH);
  await person.git("checkout", "-q", "-B", BRANCH, "FETCH_HEAD");
  person.write(XA, person.read(XA).replace("[Ĥéļļöö]", "[Ĥí ţĥéŕé]"));
  await forge.pushed("Say it as we say it");
  await person.checkout("main");
  person.write(SOURCE, { greet: "Hello", cart: "Your cart", pay: "Pay now" });
  await forge.pushed("Add a message");
  await tell("A reviewer edits a translation on the pull request; then Ada adds a message");
  expect(JSON.parse(await forge.show(BRANCH, XA))).toMatchObject({
    greet: "[Ĥí ţĥéŕé]",
    pay: expect.any(String),
  });

  person.write("README", "A shop.\n");
  person.write(SOURCE, { greet: "Hello", cart: "Your basket", pay: "Pay now" });
  const base = await forge.pushed("Reword, and write a README");
  await tell("The base moves on and a text changes: the branch is brought up to it");
  expect(await remote.git("merge-base", "main", BRANCH)).toBe(base);
  expect(await forge.show(BRANCH, XA)).toContain("[Ĥí ţĥéŕé]");

  await merge(forge);
  await tell("The pull request is merged: its branch goes");
  expect(github.state.pulls).toMatchObject([{ state: "closed", mergedAt: expect.any(String) }]);
  expect(await forge.branches()).toEqual(["main"]);

  await person.git("pull", "-q", "origin", "main");
  person.write("README", "A shop. Open on Sundays.\n");
  await forge.pushed("Write more");
  await tell("Ada pushes something without texts: nothing happens, and no request is made");
  expect(github.requests.filter(({ kind }) => kind !== "git")).toEqual([]);
  expect(github.state.pulls).toHaveLength(1);
  process.stdout.write(`${lines.join("\n")}\n`);
});
