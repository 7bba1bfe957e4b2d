import type { Report } from "../report/report.ts";
import { judgeByDifference } from "./judge/judge-by-difference.ts";
import { judgePair } from "./judge/judge.ts";
import { type Locales, targetsOf } from "./checkout/locales.ts";
import { openSource } from "./checkout/open-source.ts";
import { newRoom } from "./checkout/room.ts";
import { startSurvey } from "./survey/survey.ts";
import type { Workspace } from "./checkout/workspace.ts";

export interface CheckOptions {
  readonly locales?: Locales;
  /** False: the source code that uses the messages is not looked at. */
  readonly usage?: boolean;
  /** True: it is looked at even where the last check's report still holds, for `seenUsage`. */
  readonly isSeen?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** How every locale stands, from the checkout alone. Writes nothing, sends nothing. */
export async function check(workspace: Workspace, options: CheckOptions = {}): Promise<Report> {
  const survey = startSurvey(workspace);
  const targets = targetsOf(workspace, options.locales);
  const reading = { ...workspace, room: newRoom() };
  let done = 0;
  for (const { source: file, target } of targets) {
    const source = openSource(workspace, file);
    const behind = await judgeByDifference(workspace, source, target);
    const outcome = behind ?? (await judgePair(reading, source, target));
    await survey.add({ source, outcome });
    options.onProgress?.(++done, targets.length);
  }
  return survey.report();
}
