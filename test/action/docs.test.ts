import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { DEFAULTS, readInputs } from "../../action/inputs.ts";
import { withActionTables } from "../../scripts/action-tables.ts";
import { type Forge, WORKFLOW_TOKEN, openForge } from "../support/action.ts";
import { type Run, checkOutMerge, propose, runAction, runReview } from "./review/proposal.ts";

const ROOT = join(import.meta.dirname, "../..");
const page = readFileSync(join(ROOT, "docs/action.md"), "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const workflows = [...page.matchAll(/<!-- workflow: (\w+) -->\n\n```yaml\n([^]*?)```/gu)].map(
  ([, name = "", text = ""]) => [name, parse(text) as Workflow] as const,
);

test("the page's tables of inputs and outputs are those of action.yml", async () => {
  await expect(withActionTables(page)).toMatchFileSnapshot(join(ROOT, "docs/action.md"));
});

test("the page has a workflow for each of the usual wishes", () => {
  expect(workflows.map(([name]) => name)).toEqual([
    "translate",
    "review",
    "nightly",
    "app",
    "locize",
  ]);
});

test.each(workflows)("the workflow %s gives the action inputs that it takes", (_, { jobs }) => {
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const own = steps.filter(({ uses }) => uses?.startsWith("locstep/locstep@"));
  expect(own).toHaveLength(1);
  for (const { with: given = {} } of own) {
    for (const name of Object.keys(given)) expect(Object.keys(DEFAULTS)).toContain(name);
    const variables = Object.entries(given).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      String(value),
    ]);
    expect(() => readInputs(Object.fromEntries(variables), "/work")).not.toThrow();
  }
});

type Level = "none" | "read" | "write";

/** A repository whose workflow token may do what the workflow's `permissions` say, and no more. */
async function forgeFor({ permissions = {} }: Workflow): Promise<Forge> {
  const forge = await openForge({ "l/en/shop.json": { cart: "Your cart" } });
  forge.github.addToken(WORKFLOW_TOKEN, {
    permissions: {
      contents: (permissions["contents"] ?? "none") as Level,
      pull_requests: (permissions["pull-requests"] ?? "none") as Level,
      issues: (permissions["issues"] ?? "none") as Level,
    },
  });
  return forge;
}

function workflowOf(name: string): Workflow {
  return workflows.find(([own]) => own === name)?.[1] as Workflow;
}

/** Of the step that is ours, as the runner gives them. */
function inputsOf({ jobs }: Workflow): Record<string, string> {
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const own = steps.find(({ uses }) => uses?.startsWith("locstep/locstep@"));
  const given = Object.entries(own?.with ?? {}).filter(([name]) => name !== "token");
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function expectPullRequest({ code, log, outputs, summary }: Run, forge: Forge): void {
  expect(code, log).toBe(0);
  expect(outputs).toMatchObject({ changed: "true", operation: "created" });
  expect(forge.github.state.pulls).toMatchObject([{ head: "locstep/main", base: "main" }]);
  expect(summary).toContain("[#1](");
}

test("the workflow translate opens a pull request with the permissions that it names", async () => {
  const workflow = workflowOf("translate");
  const forge = await forgeFor(workflow);
  const options = { event: "push", inputs: inputsOf(workflow) };
  expectPullRequest(await runAction(forge, await forge.checkout(), options), forge);
});

test("the workflow nightly does so on a schedule", async () => {
  const workflow = workflowOf("nightly");
  const forge = await forgeFor(workflow);
  const options = { event: "schedule", inputs: inputsOf(workflow) };
  expectPullRequest(await runAction(forge, await forge.checkout(), options), forge);
});

test("the workflow app labels the pull request and asks the reviewers that it names", async () => {
  const workflow = workflowOf("app");
  const forge = await openForge({ "l/en/shop.json": { cart: "Your cart" } });
  const options = { event: "push", inputs: inputsOf(workflow) };
  expectPullRequest(await runAction(forge, await forge.checkout(), options), forge);
  const [pull] = forge.github.state.pulls;
  expect([...(pull?.labels ?? [])]).toEqual(["translations"]);
  expect([...(pull?.teams ?? [])]).toEqual(["docs"]);
});

test("the workflow review comments with the permissions that it names", async () => {
  const workflow = workflowOf("review");
  const forge = await forgeFor(workflow);
  await forge.person.branch("feature");
  forge.person.write("l/en/shop.json", { cart: "Your cart", pay: "Pay" });
  await forge.pushed("Add a text");
  const proposal = await propose(forge);
  const checkout = await checkOutMerge(forge, proposal.ref);
  const run = await runReview(forge, checkout, proposal, { inputs: inputsOf(workflow) });
  expect(run.code, run.log).toBe(0);
  expect(forge.github.state.comments).toHaveLength(1);
  expect(run.log).not.toContain("::notice title=locstep");
});

test("the workflow locize checks the release's tag before it publishes", async () => {
  const workflow = workflowOf("locize");
  const forge = await forgeFor(workflow);
  const options = { event: "release", ref: "refs/tags/v1", inputs: inputsOf(workflow) };
  const run = await runAction(forge, await forge.checkout(), options);
  expect(run.code, run.log).toBe(0);
  expect(forge.github.state.pulls).toEqual([]);
});
