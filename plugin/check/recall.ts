import { type Recall, openRecall } from "../../core/workflow/checkout/kept-answer.ts";
import type { Checked, Start } from "./messages.ts";

/** Whether an answer is all that a check is for: nothing is to be written, nobody to be told. */
export function isKept({ types, report, isServing }: Start): boolean {
  return types === undefined && !report.missing && !report.used && !isServing;
}

export function purposeOf(start: Start): string {
  return JSON.stringify(start);
}

/**
 * The answer of an earlier build, where it still holds: what a check loads and the thread that it
 * runs in cost more than to see that nothing changed. Undefined where nothing was kept.
 */
export function recallAnswer(start: Start): Recall<Checked> | undefined {
  const { root, config } = start;
  if (!isKept(start)) return undefined;
  return openRecall({ cwd: root, ...(config !== undefined && { config }) }, purposeOf(start));
}
