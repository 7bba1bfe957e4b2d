import { expect, onTestFinished, test } from "vitest";
import { PROJECT, startLocize } from "../../core/providers/locize/bench.ts";
import { startLoco } from "../../core/providers/loco/bench.ts";
import { serveOpenAi } from "../../servers/openai/openai.ts";
import { type Forge, openForge } from "../../support/action.ts";
import { checkOutMerge, propose, runReview } from "./proposal.ts";

const PSEUDO = 'sourceLocale: en\ntargetLocales: [en-XA]\nfiles: ["l/{locale}.json"]\n';
const PUSHING = { "push-translations": "true" };

async function forgeWith(config: string = PSEUDO): Promise<Forge> {
  const forge = await openForge({ "l/en.json": { cart: "Cart" } }, config);
  await forge.person.branch("feature");
  forge.person.write("l/en.json", { cart: "Cart", pay: "Pay now" });
  return forge;
}

test("translations are committed to the pull request's own branch, once", async () => {
  const forge = await forgeWith();
  await forge.pushed("Add a text");
  const proposal = await propose(forge);
  const checkout = await checkOutMerge(forge, proposal.ref);
  const run = await runReview(forge, checkout, proposal, { inputs: PUSHING });
  expect(run.code, run.log).toBe(0);
  expect(run.outputs).toMatchObject({
    changed: "true",
    operation: "updated",
    "pull-request-number": "1",
  });
  const tip = await forge.remote.git("rev-parse", "feature");
  expect(await forge.remote.git("log", "-1", "--format=%P", "feature")).toBe(proposal.head);
  expect(forge.github.state.verified.has(tip)).toBe(true);
  expect(JSON.parse(await forge.show("feature", "l/en-XA.json"))).toHaveProperty("pay");
  expect(await forge.branches()).toEqual(["feature", "main"]);

  const again = { ...proposal, head: tip };
  const next = await forge.checkout({ branch: "feature" });
  const second = await runReview(forge, next, again, { inputs: PUSHING });
  expect(second.outputs).toMatchObject({ changed: "false", operation: "none" });
  expect(await forge.remote.git("rev-parse", "feature")).toBe(tip);
});

test("a fork's branch is left alone, and said to be", async () => {
  const forge = await forgeWith();
  await forge.pushed("Add a text");
  const proposal = await propose(forge);
  const run = await runReview(forge, await checkOutMerge(forge, proposal.ref), proposal, {
    inputs: PUSHING,
    repository: "mallory/shop",
  });
  expect(run.log).toContain("push-translations leaves it alone");
  expect(await forge.remote.git("rev-parse", "feature")).toBe(proposal.head);
});

test("a pull request that names its own address for the service gets no text and no key", async () => {
  const key = "sk-the-key-of-the-team";
  const open = async () => {
    const server = await serveOpenAi({ key, models: ["m"] });
    onTestFinished(() => server.close());
    return server;
  };
  const [ours, theirs] = [await open(), await open()];
  const configFor = (url: string) =>
    `${PSEUDO.replace("en-XA", "de")}provider: { name: openai, model: m, baseUrl: "${url}/v1" }\n`;
  const forge = await forgeWith(configFor(ours.url));
  forge.person.write("locstep.yaml", configFor(theirs.url));
  await forge.pushed("Send the key to me");
  const proposal = await propose(forge);
  const checkout = await checkOutMerge(forge, proposal.ref);
  const environment = { OPENAI_API_KEY: key };
  const run = await runReview(forge, checkout, proposal, { inputs: PUSHING, environment });
  expect(theirs.requests).toEqual([]);
  expect(ours.requests).not.toEqual([]);
  expect(run.outputs).toMatchObject({ changed: "true" });
  expect(`${run.log}${run.summary}${JSON.stringify(run.report)}`).not.toContain(key);

  // And a review that pushes nothing asks nobody.
  const asked = ours.requests.length;
  await runReview(forge, checkout, proposal, { environment });
  expect([ours.requests.length, theirs.requests.length]).toEqual([asked, 0]);
});

test("a service works on a branch of its own, which is merged or dropped with the pull request", async () => {
  const server = await startLocize({ languages: ["de"], jobPolls: 0 });
  const provider = `{ name: locize, projectId: ${PROJECT}, baseUrl: "${server.url}", branch: pull-request }`;
  const files = "files: [{ path: 'l/{locale}.json', namespace: common }]\n";
  const config = `sourceLocale: en\ntargetLocales: [de]\n${files}provider: ${provider}\n`;
  const forge = await forgeWith(config);
  await forge.pushed("Add a text");
  const proposal = await propose(forge);
  const environment = { LOCIZE_API_KEY: "key-admin" };
  const given = { inputs: PUSHING, environment };
  const checkout = await checkOutMerge(forge, proposal.ref);
  const run = await runReview(forge, checkout, proposal, given);
  expect(run.outputs, run.log).toMatchObject({ changed: "true" });
  expect(server.texts("en")).toEqual({});

  const closed = { ...given, action: "closed", isMerged: true };
  const last = await runReview(forge, checkout, proposal, closed);
  expect(last.log).toContain("What the service kept apart for #1 was merged");
  expect(server.texts("en")).toMatchObject({ pay: "Pay now" });
  const again = await runReview(forge, checkout, proposal, { ...closed, isMerged: false });
  expect([again.code, again.log]).toEqual([0, ""]);
});

test("a service without branches tags what a pull request brings, and has it no more once that is closed", async () => {
  const server = await startLoco({ locales: ["en", "de"], hasTranslators: true });
  const files = "files: [{ path: 'l/{locale}.json', namespace: common }]\n";
  const config = `sourceLocale: en\ntargetLocales: [de]\n${files}provider: { name: loco, baseUrl: "${server.url}/api", deletions: true }\n`;
  const forge = await forgeWith(config);
  const given = { inputs: PUSHING, environment: { LOCO_API_KEY: "key-full" } };
  server.edit("en", "common:cart", "Cart");
  forge.person.write("l/en.json", { cart: "Basket", pay: "Pay now" });
  await forge.pushed("Reword, and add a text");
  const proposal = await propose(forge);
  const checkout = await checkOutMerge(forge, proposal.ref);
  const run = await runReview(forge, checkout, proposal, given);
  expect(run.outputs, run.log).toMatchObject({ changed: "true" });
  expect(await forge.show("feature", "l/de.json")).toContain("de: Pay now");
  const tags = (key: string) => [...(server.asset(`common:${key}`)?.tags ?? [])];
  expect([tags("cart"), tags("pay")]).toEqual([["pr-1"], ["pr-1"]]);

  const closed = { ...given, action: "closed", isMerged: false };
  const last = await runReview(forge, checkout, proposal, closed);
  expect(last.log).toContain("What the service kept apart for #1 was dropped");
  expect(server.texts("en")).toEqual({ "common:cart": "Cart" });
  expect(tags("cart")).toEqual([]);
  expect((await runReview(forge, checkout, proposal, closed)).log).toBe("");
});
