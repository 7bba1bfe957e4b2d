import { OutsideError, UsageError } from "../core/model/errors.ts";
import { type FailOn, isFailure } from "../core/report/fail-on.ts";
import { plain } from "../core/report/quote.ts";
import { partsOf } from "../core/report/retold.ts";
import type { Report } from "../core/report/report.ts";

/** In step; warnings and work in flight allowed. */
export const IN_STEP = 0;
/** A finding of the severity to fail on. */
const FINDINGS = 1;
/** Wrong usage or configuration. */
const USAGE = 2;
/** The outside failed: network, git, disk, provider. */
export const OUTSIDE = 3;
/** Our bug, by the convention of sysexits.h (EX_SOFTWARE). */
const BUG = 70;

export function exitCodeFor(report: Report, failOn: FailOn): number {
  return isFailure(partsOf(report), failOn) ? FINDINGS : IN_STEP;
}

/** What to print of an error, and the code to end with. */
export function failureOf(error: unknown): { readonly text: string; readonly code: number } {
  if (error instanceof UsageError) return { text: told(error), code: USAGE };
  if (error instanceof OutsideError) return { text: told(error), code: OUTSIDE };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: `locstep has a bug, sorry. Please report this:\n${plain(trace)}\n`, code: BUG };
}

/** Messages quote configurations, paths and answers, all of which strangers may have written. */
function told({ message, hint }: UsageError | OutsideError): string {
  const remedy = hint === undefined ? "" : `${indent(plain(hint))}\n`;
  return `${plain(`locstep: ${message}`)}\n${remedy}`;
}

function indent(hint: string): string {
  return hint.replaceAll(/^/gmu, "  ");
}
