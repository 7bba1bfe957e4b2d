import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { DEFAULTS, readInputs } from "../../action/inputs.ts";
import { outputsOf } from "../../action/outputs.ts";
import { NOTHING_SUBMITTED, type Report } from "../../core/report/report.ts";

interface Action {
  readonly inputs: Readonly<Record<string, { description: string; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly branding: { readonly icon: string; readonly color: string };
  readonly runs: { readonly using: string; readonly main: string };
}

const action = parse(readFileSync(join(import.meta.dirname, "../../action.yml"), "utf8")) as Action;

test("action.yml and the code know the same inputs, with the same defaults", () => {
  expect(Object.keys(action.inputs)).toEqual(Object.keys(DEFAULTS));
  const { token, ...inputs } = action.inputs;
  expect(token?.default).toBe("${{ github.token }}");
  const { token: _, ...defaults } = DEFAULTS;
  const stated = Object.entries(inputs).map(([name, { default: text }]) => [name, text ?? ""]);
  expect(Object.fromEntries(stated)).toEqual(defaults);
  const given = stated.map(([name = "", text]) => [`INPUT_${name.toUpperCase()}`, text]);
  expect(readInputs(Object.fromEntries(given), "/work")).toEqual(readInputs({}, "/work"));
});

test("action.yml and the code know the same outputs", () => {
  const report: Report = {
    version: 1,
    sourceLocale: "en",
    locales: {},
    changes: { added: [], changed: [], removed: [], moved: [] },
    findings: [],
    translations: [],
    submitted: NOTHING_SUBMITTED,
    written: [],
    notes: [],
  };
  const outcome = { report, changed: false, pullRequests: [], notices: [] };
  expect(Object.keys(outputsOf(outcome, "report.json"))).toEqual(Object.keys(action.outputs));
});

test("names are in kebab case, everything is described, and the Marketplace takes it", () => {
  const described = [...Object.entries(action.inputs), ...Object.entries(action.outputs)];
  for (const [name, { description }] of described) {
    expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
    expect(description, name).toMatch(/^[^\n]{10,}\.$/u);
  }
  expect(action.runs).toEqual({ using: "node24", main: "action/dist/action.js" });
  expect(action.branding).toEqual({ icon: "globe", color: "blue" });
});
