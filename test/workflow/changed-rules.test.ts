import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openProject } from "../../core/workflow/checkout/project.ts";
import { readCheckout } from "../../core/workflow/checkout/read-checkout.ts";
import { settledReport } from "../../core/workflow/checkout/settled.ts";
import { openSession } from "../../core/workflow/session.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

const CONFIG = "sourceLocale: en\nfiles: ['locales/{locale}.json']\n";

/** In step, adopted, committed, and checked once. */
async function inStep(config: string): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", config);
  repository.write("locales/en.json", { hi: "Hi {name} of Courier", code: "Code A" });
  repository.write("locales/de.json", { hi: "Hi {nom} vom Kurier", code: "Code B" });
  await repository.commit("Translate");
  await (await sessionIn(repository.root)).adopt();
  await repository.commit("Adopt");
  await check(repository.root);
  return repository;
}

function sessionIn(cwd: string): ReturnType<typeof openSession> {
  return openSession({ cwd, environment: {} });
}

async function check(cwd: string): Promise<readonly string[]> {
  const { findings } = await (await sessionIn(cwd)).check();
  return findings.map(({ code, key }) => `${code} ${key}`);
}

async function isSettled(cwd: string): Promise<boolean> {
  const checkout = await readCheckout(await openProject({ cwd }));
  return settledReport(checkout, undefined) !== undefined;
}

test.each([
  ["terms: [Courier]", ["locked hi"]],
  ["locked: [code]", ["locked code"]],
  ["syntax: icu", ["placeholder hi"]],
])(
  "what is added to the rules, as `%s`, is told of texts that nobody touched",
  async (rule, told) => {
    const repository = await inStep(`${CONFIG}syntax: plain\n`);
    expect(await check(repository.root)).toEqual([]);
    const config = rule.startsWith("syntax") ? CONFIG : `${CONFIG}syntax: plain\n`;
    repository.write("locstep.yaml", `${config}${rule}\n`);
    expect(await check(repository.root)).toEqual(told);
    await repository.commit("Change the rules");
    expect(await check(repository.root)).toEqual(told);
  },
);

test("a clone of an unchanged repository opens no file, whatever rules it was judged by", async () => {
  for (const rules of ["syntax: plain\n", "syntax: plain\nlocked: [no.such]\nterms: [Nobody]\n"]) {
    const repository = await inStep(CONFIG + rules);
    expect(await isSettled((await repository.clone()).root)).toBe(true);
  }
});

test("where nothing is told by the new rules, the next check opens no file, and a sync records it", async () => {
  const { root, write, commit } = await inStep(`${CONFIG}syntax: plain\n`);
  const changed = `${CONFIG}syntax: plain\nterms: [Nobody]\n`;
  write("locstep.yaml", changed);
  await commit("Change the rules");
  expect(await isSettled(root)).toBe(false);
  expect(await check(root)).toEqual([]);
  expect(existsSync(join(root, ".git/locstep/settled"))).toBe(true);
  write("locstep.yaml", `${changed}targetLocales: [de, en-XA]\n`);
  await (
    await sessionIn(root)
  ).sync({ wait: 9, isDryRun: false, signal: AbortSignal.timeout(60_000) });
  expect(await isSettled(root)).toBe(true);
});

test("a severity, `review` and a limit change no fact: no file is opened for them", async () => {
  const { root, write } = await inStep(`${CONFIG}syntax: plain\n`);
  write(
    "locstep.yaml",
    `${CONFIG}syntax: plain\nchecks: { placeholder: off }\nreview: [locked]\nlimits: { messages: 1 }\n`,
  );
  expect(await isSettled(root)).toBe(true);
});
