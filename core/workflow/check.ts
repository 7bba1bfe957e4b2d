import type { Report } from "../report/report.ts";
import { startTally } from "./count.ts";
import { type Locales, targetsOf } from "./locales.ts";
import { settledTotal } from "./settled.ts";
import type { Workspace } from "./workspace.ts";

export interface CheckOptions {
  readonly locales?: Locales;
  readonly onProgress?: (done: number, total: number) => void;
}

/** How every locale stands, from the checkout alone. Writes nothing, sends nothing. */
export async function check(workspace: Workspace, options: CheckOptions = {}): Promise<Report> {
  const settled = checkSettled(workspace, options.locales);
  if (settled !== undefined) return settled;
  const [{ judgeAll }, { startSurvey }] = await Promise.all([
    import("./judge-all.ts"),
    import("./survey.ts"),
  ]);
  const survey = startSurvey(workspace);
  const total = targetsOf(workspace, options.locales).length;
  let done = 0;
  for await (const judged of judgeAll(workspace, options.locales)) {
    await survey.add(judged);
    options.onProgress?.(++done, total);
  }
  return survey.report();
}

/**
 * The report where the ledger says of every target that nothing is open; undefined elsewhere. No
 * locale file is opened, and what could read one is not even loaded: this is what most runs are.
 */
function checkSettled(workspace: Workspace, locales: Locales): Report | undefined {
  const { arrangement, config } = workspace;
  if (arrangement.withoutSource.length > 0) return undefined;
  const tally = startTally();
  for (const { source, target } of targetsOf(workspace, locales)) {
    const total = settledTotal(workspace, source, target);
    if (total === undefined) return undefined;
    tally.addSettled(target.locale, total);
  }
  return {
    version: 1,
    sourceLocale: config.sourceLocale,
    locales: tally.counts(),
    changes: { added: [], changed: [], removed: [], moved: [] },
    findings: [],
    submitted: { groups: 0, jobs: 0, messages: 0, characters: 0 },
    written: [],
    notes: workspace.notes,
  };
}
