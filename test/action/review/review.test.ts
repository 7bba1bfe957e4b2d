import { describe, expect, test } from "vitest";
import { type Forge, WORKFLOW_TOKEN, openForge } from "../../support/action.ts";
import { expectInert } from "../text/rendered.ts";
import { checkOutMerge, propose, runReview } from "./proposal.ts";

const CONFIG = `sourceLocale: en
targetLocales: [de]
files:
  - l/{locale}.json
`;
const ENGLISH = { greet: "Hello, {{name}}", cart: "Your cart", old: "Gone soon", debt: "Debt" };
const GERMAN = { greet: "Hallo, {{name}}", cart: "Dein Korb", old: "Bald fort" };

/** `main` with one missing translation, and a branch that leaves work behind. */
async function forgeWith(english: object, german: object = GERMAN): Promise<Forge> {
  const forge = await openForge({ "l/en.json": ENGLISH, "l/de.json": GERMAN }, CONFIG);
  const { person } = forge;
  await person.branch("feature");
  person.write("l/en.json", english);
  person.write("l/de.json", german);
  await forge.pushed("Change texts");
  return forge;
}

const CHANGED = { greet: "Hello, {{name}}", cart: "Shopping cart", debt: "Debt", pay: "Pay" };

function annotationsIn(log: string): readonly string[] {
  return log.split("\n").filter((line) => /^::(?:error|warning|notice) file=/u.test(line));
}

describe("a review of a pull request, one commit deep", () => {
  test("tells on its lines what it leaves behind, and apart from it what was there before", async () => {
    const forge = await forgeWith(CHANGED, { ...GERMAN, greet: "Hallo, {{nom}}" });
    const proposal = await propose(forge);
    const run = await runReview(forge, await checkOutMerge(forge, proposal.ref), proposal);
    const annotations = annotationsIn(run.log);
    expect(annotations[0]).toMatch(/^::error file=l\/de\.json,line=2,.*Placeholders differ/u);
    expect(annotations.filter((line) => line.includes("l/en.json,line=5"))).toHaveLength(1);
    expect(annotations.join("\n")).not.toContain("debt");
    expect(run.code).toBe(1);
    expect(run.summary).toContain("Already there before this change: 1 missing");
    expectInert(run.summary);
    expect(run.outputs).toMatchObject({ changed: "false", operation: "none", errors: "1" });
    expect(run.report.findings.map(({ code }) => code)).toContain("orphaned");
  });

  test("fails by what the change brings, as `fail-on` says, never by what was there", async () => {
    const forge = await forgeWith({ ...ENGLISH, pay: "Pay" });
    const proposal = await propose(forge);
    const checkout = await checkOutMerge(forge, proposal.ref);
    const codeFor = async (level: string) =>
      (await runReview(forge, checkout, proposal, { inputs: { "fail-on": level } })).code;
    expect(await codeFor("warning")).toBe(1);
    expect(await codeFor("error")).toBe(0);
    expect(await codeFor("never")).toBe(0);
    const kept = await forgeWith(ENGLISH, { ...GERMAN, debt: "Schuld" });
    const other = await propose(kept);
    const options = { inputs: { "fail-on": "warning" } };
    const run = await runReview(kept, await checkOutMerge(kept, other.ref), other, options);
    expect(run.code).toBe(0);
    expect(run.summary).toContain("Fixed by this change: 1 finding");
  });

  test("keeps one comment, and writes none where there is nothing to say", async () => {
    const forge = await forgeWith(CHANGED);
    const { github, person } = forge;
    const { comments } = github.state;
    for (let at = 0; at < 120; at++) {
      comments.push({ id: 1_000 + at, issue: 1, author: "ada", body: `Comment ${at}` });
    }
    const first = await propose(forge);
    await runReview(forge, await checkOutMerge(forge, first.ref), first);
    const ours = () => comments.filter(({ body }) => body.startsWith("<!-- locstep:review"));
    expect(ours()).toHaveLength(1);
    expect(ours()[0]?.body).toContain("`pay`");
    expectInert(ours()[0]?.body ?? "");
    person.write("l/en.json", ENGLISH);
    await forge.pushed("Take it back");
    const second = { ...first, head: await forge.remote.git("rev-parse", "feature") };
    await runReview(forge, await forge.checkout({ branch: "feature" }), second);
    expect(ours()).toHaveLength(1);
    expect(ours()[0]?.body).not.toContain("`pay`");

    const quiet = await forgeWith({ ...ENGLISH }, { ...GERMAN, debt: "Schuld" });
    const proposal = await propose(quiet);
    await runReview(quiet, await checkOutMerge(quiet, proposal.ref), proposal);
    expect(quiet.github.state.comments).toEqual([]);
  });

  test("takes no stranger's comment for its own", async () => {
    const forge = await forgeWith(CHANGED);
    const proposal = await propose(forge);
    const forged = `<!-- locstep:review::${"0".repeat(64)} -->\nAll is well`;
    forge.github.state.comments.push({ id: 9, issue: 1, author: "mallory", body: forged });
    await runReview(forge, await checkOutMerge(forge, proposal.ref), proposal);
    const { comments } = forge.github.state;
    expect(comments).toHaveLength(2);
    expect(comments[0]?.body).toBe(forged);
  });

  test("from a fork, with a token that may only read, says the same without a comment", async () => {
    const forge = await forgeWith(CHANGED);
    const proposal = await propose(forge);
    forge.github.addToken(WORKFLOW_TOKEN, {
      permissions: { contents: "read", pull_requests: "none", issues: "none" },
    });
    const run = await runReview(forge, await checkOutMerge(forge, proposal.ref), proposal, {
      repository: "mallory/shop",
      inputs: { "fail-on": "never" },
    });
    expect(run.code).toBe(0);
    expect(annotationsIn(run.log)).not.toEqual([]);
    expect(run.log).toContain("::notice title=locstep::The review stands in the summary");
    expect(run.log).toContain("pull-requests: write");
    expect(forge.github.state.comments).toEqual([]);
  });

  test("without any token reviews what is checked out", async () => {
    const forge = await forgeWith(CHANGED);
    const proposal = await propose(forge);
    const inputs = { token: "", "fail-on": "never" };
    const checkout = await checkOutMerge(forge, proposal.ref);
    const run = await runReview(forge, checkout, proposal, { inputs });
    expect(run.code).toBe(0);
    expect(forge.github.exchanges.filter(({ request }) => request.kind !== "git")).toHaveLength(1);
  });
});
