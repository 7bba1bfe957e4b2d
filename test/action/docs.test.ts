import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { DEFAULTS, readInputs } from "../../action/inputs.ts";
import { actionTables } from "../../scripts/action-tables.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/action.md"), "utf8");

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

test("the tables of inputs and outputs are those of action.yml", async () => {
  let current = page;
  for (const [name, table] of Object.entries(actionTables())) {
    const place = new RegExp(`(<!-- table: ${name} -->\n)[^]*?(<!-- /table -->)`, "u");
    current = current.replace(
      place,
      (_, start: string, end: string) => `${start}\n${table}\n\n${end}`,
    );
  }
  await expect(current).toMatchFileSnapshot("../../docs/action.md");
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
