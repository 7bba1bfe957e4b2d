import { type Recall, openRecall } from "../../core/workflow/checkout/kept-answer.ts";
import type { Group } from "../../core/report/groups.ts";
import type { Checked, Start } from "./messages.ts";

/** Whether an answer is all that a check is for: nothing is to be written, nobody to be told. */
export function isKept({ types, report, isServing }: Start): boolean {
  return types === undefined && !report.missing && !report.used && !isServing;
}

export function purposeOf(start: Start): string {
  return JSON.stringify(start);
}

/** An answer, and until when its words are true, in milliseconds of the clock; absent: for good. */
export interface Kept {
  readonly answer: Checked;
  readonly until?: number;
}

/** `3 minutes ago` is not true for long. */
const TRUE_FOR = 3_600_000;

export function keptOf(answer: Checked, groups: readonly Group[]): Kept {
  const isDated = groups.some(({ change }) => change !== undefined);
  return { answer, ...(isDated && { until: Date.now() + TRUE_FOR }) };
}

/**
 * The answer of an earlier build, where it still holds: what a check loads and the thread that it
 * runs in cost more than to see that nothing changed. Undefined where nothing was kept.
 */
export function recallAnswer(start: Start): Recall<Checked> | undefined {
  const { root, config } = start;
  if (!isKept(start)) return undefined;
  const options = { cwd: root, ...(config !== undefined && { config }) };
  const recall = openRecall<Kept>(options, purposeOf(start));
  return recall && (async () => heldNow(await recall()));
}

function heldNow(kept: Kept | undefined): Checked | undefined {
  return kept !== undefined && Date.now() < (kept.until ?? Infinity) ? kept.answer : undefined;
}
