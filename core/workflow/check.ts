import type { Report } from "../report/report.ts";
import { judgeByDifference } from "./judge/judge-by-difference.ts";
import { judgePair } from "./judge/judge.ts";
import { type Locales, targetsBySource } from "./checkout/locales.ts";
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
  const files = targetsBySource(workspace, options.locales);
  const total = files.reduce((sum, { targets }) => sum + targets.length, 0);
  const reading = { ...workspace, room: newRoom() };
  let done = 0;
  for (const { source: file, targets } of files) {
    const source = openSource(workspace, file);
    const behind = await judgeByDifference(workspace, source, targets);
    for (const target of targets) {
      const outcome = behind.get(target) ?? (await judgePair(reading, source, target));
      await survey.add({ source, outcome });
      options.onProgress?.(++done, total);
    }
  }
  return survey.report();
}
