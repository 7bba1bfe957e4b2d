import type { Report } from "../report/report.ts";
import { judgeAll } from "./judge/judge-all.ts";
import { type Locales, targetsOf } from "./checkout/locales.ts";
import { startSurvey } from "./survey/survey.ts";
import type { Workspace } from "./checkout/workspace.ts";

export interface CheckOptions {
  readonly locales?: Locales;
  /** False: the source code that uses the messages is not looked at. */
  readonly usage?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** How every locale stands, from the checkout alone. Writes nothing, sends nothing. */
export async function check(workspace: Workspace, options: CheckOptions = {}): Promise<Report> {
  const survey = startSurvey(workspace);
  const total = targetsOf(workspace, options.locales).length;
  let done = 0;
  for await (const judged of judgeAll(workspace, options.locales)) {
    await survey.add(judged);
    options.onProgress?.(++done, total);
  }
  return survey.report();
}
