import { expect, test } from "vitest";
import { type Forge, openForge } from "../../support/action.ts";
import { type Run, checkOutMerge, propose, runReview } from "./proposal.ts";

const CONFIG = `sourceLocale: en
targetLocales: [de]
files:
  - l/{locale}/{namespace}.json
`;
const NEVER = { inputs: { "fail-on": "never" } };

/** A branch that adds one text to a file of a name, while `main` adds another elsewhere. */
async function forgeWith(name: string): Promise<Forge> {
  const files = { [`l/en/${name}.json`]: { a: "A" }, "l/en/other.json": { o: "O" } };
  const german = { [`l/de/${name}.json`]: { a: "Ah" }, "l/de/other.json": { o: "Oh" } };
  const forge = await openForge({ ...files, ...german }, CONFIG);
  const { person } = forge;
  await person.branch("feature");
  person.write(`l/en/${name}.json`, { a: "A", fresh: "Fresh" });
  await forge.pushed("Add a text");
  await person.checkout("main");
  person.write("l/en/other.json", { o: "O", theirs: "Theirs" });
  await forge.pushed("Add another elsewhere");
  await person.checkout("feature");
  return forge;
}

function keysOf({ log }: Run): readonly string[] {
  const lines = log.split("\n").filter((line) => line.startsWith("::warning file="));
  return lines.map((line) => /::"(\w+)"/u.exec(line)?.[1] ?? line);
}

test("the merge that GitHub checks out is compared with the base that it was made on", async () => {
  const forge = await forgeWith("shop");
  const proposal = await propose(forge);
  const checkout = await checkOutMerge(forge, proposal.ref);
  // The event tells the base's tip of an earlier time.
  const stale = { ...proposal, base: await forge.remote.git("rev-parse", "main~1") };
  expect(keysOf(await runReview(forge, checkout, stale, NEVER))).toEqual(["fresh"]);
});

test("a branch that is checked out itself is compared with where it left its base", async () => {
  const forge = await forgeWith("shop");
  const proposal = await propose(forge);
  const checkout = await forge.checkout({ branch: "feature" });
  expect(keysOf(await runReview(forge, checkout, proposal, NEVER))).toEqual(["fresh"]);
});

test("a branch into which its base was merged is no merge of GitHub's", async () => {
  const forge = await forgeWith("shop");
  await forge.person.merge("main");
  await forge.person.git("push", "-q", "origin", "HEAD");
  const proposal = await propose(forge);
  const checkout = await forge.checkout({ branch: "feature" });
  expect(keysOf(await runReview(forge, checkout, proposal, NEVER))).toEqual(["fresh"]);
});

test("a merge queue is compared with its own base, and no comment is written", async () => {
  const forge = await forgeWith("shop");
  const proposal = await propose(forge);
  const checkout = await checkOutMerge(forge, proposal.ref);
  const run = await runReview(forge, checkout, proposal, {
    ...NEVER,
    event: "merge_group",
    payload: { merge_group: { head_sha: proposal.head, base_sha: proposal.base } },
  });
  expect(keysOf(run)).toEqual(["fresh"]);
  expect(forge.github.state.comments).toEqual([]);
  expect(run.outputs["pull-request-number"]).toBe("");
});

test.each(["0".repeat(40), "1".repeat(40)])(
  "a push whose `before` is %s has nothing to be compared with, and says so",
  async (before) => {
    const forge = await forgeWith("shop");
    const proposal = await propose(forge);
    const checkout = await forge.checkout({ branch: "feature" });
    const run = await runReview(forge, checkout, proposal, {
      inputs: { mode: "review", "fail-on": "never" },
      event: "push",
      payload: { before, repository: { default_branch: "main" } },
    });
    expect(keysOf(run)).toEqual(["fresh"]);
    expect(run.log).toContain("Nothing tells what this change is compared with");
  },
);

test("a detached tag is reviewed as well", async () => {
  const forge = await forgeWith("shop");
  const proposal = await propose(forge);
  const checkout = await forge.checkout({ branch: "feature" });
  await checkout.git("checkout", "-q", "--detach");
  const tagged = { ...proposal, ref: "refs/tags/v1" };
  const options = { inputs: { mode: "review" }, event: "push", payload: {} };
  expect((await runReview(forge, checkout, tagged, options)).code).toBe(0);
});

test("files of any name are found among the changed ones", async () => {
  const names = [
    `say "hi"`,
    "$(id)",
    "-rf",
    "été ✓",
    "a'b;c|d&e",
    "tab\there",
    "line\nbreak",
    "[x]*?",
  ];
  const english = Object.fromEntries(names.map((name) => [`l/en/${name}.json`, { a: "A" }]));
  const forge = await openForge({ ...english, "l/de/other.json": {} }, CONFIG);
  const { person } = forge;
  await person.branch("feature");
  for (const name of names) person.write(`l/en/${name}.json`, { a: "A", fresh: "Fresh" });
  await forge.pushed("Add a text to each");
  const proposal = await propose(forge);
  const run = await runReview(forge, await checkOutMerge(forge, proposal.ref), proposal, NEVER);
  expect(keysOf(run)).toEqual(names.map(() => "fresh"));
  expect(run.log.split("\n").filter((line) => !line.startsWith("::") && line !== "")).toEqual([]);
});
