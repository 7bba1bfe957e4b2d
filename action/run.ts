import { closeSync, openSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OutsideError, UsageError } from "../core/model/errors.ts";
import { isFailure } from "../core/report/fail-on.ts";
import { jsonPieces } from "../core/report/json.ts";
import type { Report } from "../core/report/report.ts";
import { type Context, readContext } from "./context.ts";
import { type Inputs, boundsOf, readInputs } from "./inputs.ts";
import { type Outcome, outputsOf } from "./outputs.ts";
import { MOST_SUMMARY, type Runner, addSummary, annotate, setOutputs } from "./runner.ts";

/** The action's one entry and one failure exit. Answers the exit code. */
export async function run(runner: Runner): Promise<number> {
  try {
    const context = readContext(runner.environment);
    const inputs = readInputs(runner.environment, context.workspace);
    const environment = { ...context.environment, ...boundsOf(inputs) };
    return await carryOut({ ...context, environment }, inputs, runner);
  } catch (error) {
    const { text, code } = failureOf(error);
    const token = runner.environment["INPUT_TOKEN"]?.trim() ?? "";
    annotate(runner, "error", token === "" ? text : text.replaceAll(token, "***"));
    return code;
  }
}

async function carryOut(context: Context, inputs: Inputs, runner: Runner): Promise<number> {
  const outcome =
    modeOf(context, inputs) === "review"
      ? await review(context, inputs, runner)
      : await translate(context, inputs, runner);
  const folder = context.environment["RUNNER_TEMP"] ?? tmpdir();
  setOutputs(runner, { ...outputsOf(outcome, writeReport(outcome.report, folder)) });
  return isFailure(outcome.judged ?? outcome.report.findings, inputs.failOn) ? 1 : 0;
}

/** Changes that are proposed are reviewed; all else may be translated. */
function modeOf({ event }: Context, { mode }: Inputs): "translate" | "review" {
  if (mode !== "auto") return mode;
  const isProposal = ["pull_request", "pull_request_target", "merge_group"].includes(event);
  return isProposal ? "review" : "translate";
}

// Each mode is loaded only where it runs.

async function review(context: Context, inputs: Inputs, runner: Runner): Promise<Outcome> {
  const { review: reviewing } = await import("./review/review.ts");
  const outcome = await reviewing(context, inputs, runner);
  for (const { level, text } of outcome.notices) annotate(runner, level, text);
  return outcome;
}

async function translate(context: Context, inputs: Inputs, runner: Runner): Promise<Outcome> {
  const { translate: translating } = await import("./translate/translate.ts");
  // At once: what is said of a push is said before it.
  const say = (notice: Outcome["notices"][number]) => annotate(runner, notice.level, notice.text);
  const outcome = await translating(context, inputs, { say });
  if (isQuiet(outcome)) {
    // What most runs come to: the names of locales alone would cost as much as the run.
    addSummary(runner, "## Translations\n\nEvery locale is in step with its source.");
    return outcome;
  }
  const { translateSummary } = await import("./text/summary.ts");
  addSummary(runner, translateSummary(outcome, context.serverUrl, MOST_SUMMARY));
  return outcome;
}

/** Nothing was found, nothing was done, nothing was said. */
function isQuiet({ report, changed, pullRequests, notices }: Outcome): boolean {
  const found = report.findings.length + pullRequests.length + notices.length + report.notes.length;
  return found === 0 && !changed;
}

/** Of the whole report: a piece at a time, for it may be longer than a string can be. */
function writeReport(report: Report, folder: string): string {
  const path = join(folder, "locstep-report.json");
  const file = openSync(path, "w");
  try {
    for (const piece of jsonPieces(report)) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
  return path;
}

function failureOf(error: unknown): { readonly text: string; readonly code: number } {
  if (error instanceof UsageError) return { text: told(error), code: 2 };
  if (error instanceof OutsideError) return { text: told(error), code: 3 };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: `locstep has a bug, sorry. Please report this:\n${trace}`, code: 70 };
}

function told({ message, hint }: UsageError | OutsideError): string {
  return hint === undefined ? message : `${message}\n${hint}`;
}
