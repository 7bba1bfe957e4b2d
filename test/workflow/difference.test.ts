import fc from "fast-check";
import { expect, test } from "vitest";
import type { Finding } from "../../core/model/finding.ts";
import type { Report } from "../../core/report/report.ts";
import { check } from "../../core/workflow/check.ts";
import { targetsBySource } from "../../core/workflow/checkout/locales.ts";
import { openSource } from "../../core/workflow/checkout/open-source.ts";
import { closeWorkspace, openWorkspace } from "../../core/workflow/checkout/open-workspace.ts";
import { openProject } from "../../core/workflow/checkout/project.ts";
import { readCheckout } from "../../core/workflow/checkout/read-checkout.ts";
import type { Workspace } from "../../core/workflow/checkout/workspace.ts";
import { judgeAll } from "../../core/workflow/judge/judge-all.ts";
import { judgeByDifference } from "../../core/workflow/judge/judge-by-difference.ts";
import { startSurvey } from "../../core/workflow/survey/survey.ts";
import { acceptIn, freshProvider, syncIn } from "../support/in-process.ts";
import { type LedgerProject, ledgerProject } from "../support/ledger-project.ts";

const LOCALES = ["de", "fr", "ru"];

async function inWorkspace<T>(
  root: string,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const project = await openProject({ cwd: root });
  const workspace = openWorkspace(await readCheckout(project), { isHistoryAsked: true });
  try {
    return await work(workspace);
  } finally {
    await closeWorkspace(workspace);
  }
}

/** Every target opened and judged, whatever the difference could tell. */
async function checkOpened(workspace: Workspace): Promise<Report> {
  const survey = startSurvey(workspace);
  for await (const judged of judgeAll(workspace, undefined)) await survey.add(judged);
  return survey.report();
}

/** The locales that are judged without a look at their files. */
async function toldByDifference(workspace: Workspace): Promise<readonly string[]> {
  const told: string[] = [];
  for (const { source, targets } of targetsBySource(workspace, undefined)) {
    const behind = await judgeByDifference(workspace, openSource(workspace, source), targets);
    told.push(...Array.from(behind.keys(), ({ locale }) => locale));
  }
  return told;
}

function plain(report: Report): unknown {
  const findings = JSON.parse(JSON.stringify(report.findings)) as Finding[];
  const inOrder = findings.map((finding) => JSON.stringify(Object.entries(finding).sort())).sort();
  return { ...report, findings: inOrder };
}

/** `locale`: in that locale's file; "sync": no edit. */
type Step = "sync" | { readonly locale: string; readonly key: string; readonly value?: unknown };

const key = fc.constantFrom("a", "b", "c", "d", "cart_one", "cart_other", "e.f", "__proto__");
const text = fc.constantFrom("One", "Two", "Three", "Hi {{name}}", "Hi {{count}}!");
const odd = fc.constantFrom<unknown>("", null, 5, {}, { x: "Deep" }, ["Item"]);
const value = fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: odd });
const inSource = { locale: fc.constant("en"), key };
const inTarget = { locale: fc.constantFrom(...LOCALES), key };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...inSource, value }) },
  { weight: 2, arbitrary: fc.record(inSource) },
  { weight: 2, arbitrary: fc.constant<Step>("sync") },
  { weight: 1, arbitrary: fc.record({ ...inTarget, value }) },
);

async function take({ repository }: LedgerProject, step: Step): Promise<void> {
  if (step === "sync") {
    await syncIn(repository.root, provider);
    return;
  }
  const path = `locales/${step.locale}.json`;
  const stands = Object.entries(JSON.parse(repository.read(path)) as object);
  const rest = stands.filter(([name]) => name !== step.key);
  const set = "value" in step ? [[step.key, step.value] as const] : [];
  repository.write(path, Object.fromEntries([...rest, ...set]));
}

/** What chance rarely comes by. */
const HISTORIES: readonly (readonly Step[])[] = [
  // A translation that stood before its message.
  [
    { locale: "de", key: "c", value: "Drei" },
    { locale: "en", key: "d", value: "Two" },
    "sync",
    { locale: "en", key: "c", value: "Three" },
  ],
  // A text that comes back, and one whose placeholders change.
  [
    { locale: "en", key: "a", value: "Two" },
    "sync",
    { locale: "en", key: "a", value: "One" },
    { locale: "en", key: "b", value: "Hi {{name}}" },
  ],
  // A message that becomes several: before a sync, and where a text stands that no fact knew.
  [{ locale: "en", key: "a", value: { x: "Deep" } }],
  [
    { locale: "en", key: "c", value: { x: "Deep" } },
    { locale: "de", key: "c", value: "Drei" },
    { locale: "en", key: "d", value: "Two" },
    "sync",
    { locale: "en", key: "a", value: "Two" },
  ],
];

const provider = freshProvider((locale, source) => `${locale} ${source}`);

test("what the difference of two sources tells of a target is what the target itself tells", async () => {
  let told = 0;
  const steps = fc.array(fc.tuple(step, fc.boolean()), { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const project = ledgerProject({ locales: LOCALES });
      project.write("en", { a: "One", b: "Two", cart_one: "{{count}} item", cart_other: "Items" });
      await syncIn(project.repository.root, provider);
      await project.repository.commit("Sync");
      for (const [one, isCommitted] of history) {
        await take(project, one);
        if (isCommitted) await project.repository.commit("Step");
        await inWorkspace(project.repository.root, async (workspace) => {
          told += (await toldByDifference(workspace)).length;
          const byDifference = plain(await check(workspace));
          expect(byDifference).toEqual(plain(await checkOpened(workspace)));
        });
      }
    }),
    { numRuns: 12, examples: HISTORIES.map((history) => [history.map((one) => [one, true])]) },
  );
  expect(told).toBeGreaterThan(20);
});

test.each([
  ["terms", "terms: [Courier]\n"],
  ["locked keys", "locked: ['b']\n"],
  ["fallbacks", "fallbacks: { fr: de }\n"],
  ["a family's own syntax", "syntax: i18next\n"],
  ["no settings", ""],
])("with %s a changed source is told as a look at the targets tells it", async (_, settings) => {
  const project = ledgerProject({ locales: LOCALES, settings });
  const { repository, write, texts } = project;
  write("en", { a: "One", b: "Two" });
  await syncIn(repository.root, provider);
  write("de", { ...texts("de"), c: "Drei" });
  await repository.commit("Sync, and add a text that German is ahead with");
  write("en", { a: "One Courier", b: "Two!", c: "Three" });
  await inWorkspace(repository.root, async (workspace) => {
    expect(plain(await check(workspace))).toEqual(plain(await checkOpened(workspace)));
  });
});

test("what was refused before is told as a look at the targets tells it", async () => {
  const project = ledgerProject({ locales: LOCALES });
  const { repository, set, write } = project;
  write("en", { a: "One" });
  await syncIn(repository.root, provider);
  await repository.commit("Sync");
  set("en", "b", "Hi {{name}}");
  const careless = freshProvider((locale) => `${locale} without the name`);
  await syncIn(repository.root, careless);
  await inWorkspace(repository.root, async (workspace) => {
    const told = await check(workspace);
    expect(told.findings.map(({ code }) => code)).toEqual(["rejected", "rejected", "rejected"]);
    expect(plain(told)).toEqual(plain(await checkOpened(workspace)));
  });
});

test("a word given for a source that nobody has any more counts as when the target is looked at", async () => {
  const project = ledgerProject();
  const { repository, set, write } = project;
  write("en", { a: "One", b: "Two" });
  await repository.commit("Write");
  await syncIn(repository.root, provider);
  await repository.commit("Sync");
  set("en", "a", "The one");
  expect(await acceptIn(repository.root, "a")).toBe(1);
  set("en", "b", "The two");
  await repository.commit("Reword both");
  await inWorkspace(repository.root, async (workspace) => {
    const told = await check(workspace);
    expect(told.findings.map(({ code, key }) => [code, key])).toEqual([["stale", ["b"]]]);
    expect(plain(told)).toEqual(plain(await checkOpened(workspace)));
  });
});
