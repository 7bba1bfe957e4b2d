import { readFileSync } from "node:fs";
import type { Group } from "../../core/report/groups.ts";
import { type Recall, openRecall } from "../../core/workflow/checkout/kept-answer.ts";
import { keyOf } from "../../core/workflow/checkout/key-of.ts";
import type { TypesOption } from "../options.ts";
import type { Checked, Start } from "./messages.ts";

/** Whether an answer is all that a check is for: nobody is to be told. */
export function isKept({ report, isServing }: Start): boolean {
  return !report.missing && !report.used && !isServing;
}

export function purposeOf(start: Start): string {
  return JSON.stringify(start);
}

/** An answer, and what it needs besides to hold still. */
export interface Kept {
  readonly answer: Checked;
  /** Until when its words are true, in milliseconds of the clock; absent: for good. */
  readonly until?: number;
  /** Names what the check left in the declaration file. */
  readonly declared?: string;
}

/** `3 minutes ago` is not true for long. */
const TRUE_FOR = 3_600_000;

export function keptOf(answer: Checked, groups: readonly Group[], { types }: Start): Kept {
  const isDated = groups.some(({ change }) => change !== undefined);
  const declared = declaredIn(types);
  return {
    answer,
    ...(isDated && { until: Date.now() + TRUE_FOR }),
    ...(declared !== undefined && { declared }),
  };
}

/** Undefined where nothing is to be declared, or the file is not there. */
function declaredIn(types: TypesOption | undefined): string | undefined {
  try {
    return types && keyOf(readFileSync(types.path));
  } catch {
    return undefined;
  }
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
  return recall && (async () => heldNow(await recall(), start));
}

function heldNow(kept: Kept | undefined, { types }: Start): Checked | undefined {
  if (kept === undefined || Date.now() >= (kept.until ?? Infinity)) return undefined;
  // A build is to write the file again where somebody changed or removed it.
  const isDeclared = types === undefined || kept.declared !== undefined;
  return isDeclared && kept.declared === declaredIn(types) ? kept.answer : undefined;
}
