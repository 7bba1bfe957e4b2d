import { OutsideError } from "../core/model/errors.ts";
import { FAIL_ON } from "../core/report/fail-on.ts";
import { openSession } from "../core/workflow/session.ts";
import {
  COMMON,
  commonOptions,
  oneGlob,
  oneOf,
  readArguments,
  refusePositionals,
  seconds,
} from "./arguments.ts";
import { exitCodeFor } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { printReport, progressFor } from "./print.ts";

const OPTIONS = {
  ...COMMON,
  provider: { type: "string" },
  wait: { type: "string" },
  "dry-run": { type: "boolean" },
  "fail-on": { type: "string" },
  "no-history": { type: "boolean" },
} as const;

const DEFAULT_WAIT = 600;

/**
 * Ctrl-C ends the process like any other: what it had begun, the next run finishes from the
 * journals. A handler could not run before the file at hand is judged, and would do no better.
 */
const NEVER_ABORTED = new AbortController().signal;

export async function sync(args: readonly string[], host: Host): Promise<number> {
  return runSync("sync", args, host);
}

export async function redo(args: readonly string[], host: Host): Promise<number> {
  return runSync("redo", args, host);
}

async function runSync(
  command: "sync" | "redo",
  args: readonly string[],
  host: Host,
): Promise<number> {
  const { values, positionals } = readArguments(command, args, OPTIONS);
  const { place, locales, json } = commonOptions(values, host);
  const glob = command === "redo" ? oneGlob(command, positionals) : undefined;
  if (command === "sync") refusePositionals(command, positionals);
  const failOn = oneOf("--fail-on", values["fail-on"], FAIL_ON, "error");
  const isDryRun = values["dry-run"] === true;
  const session = await openSession({ ...place, isHistoryAsked: values["no-history"] !== true });
  const progress = progressFor(host);
  try {
    const report = await session.sync({
      ...(locales && { locales }),
      ...(values.provider !== undefined && { provider: values.provider }),
      ...(glob !== undefined && { redo: glob }),
      wait: seconds("--wait", values.wait, DEFAULT_WAIT),
      isDryRun,
      signal: NEVER_ABORTED,
      onProgress: (step, done, total) =>
        progress.step(step === "read" ? "Reading" : "Translating", done, total),
    });
    progress.finish();
    const { repository, config } = session.project;
    await printReport(report, host, {
      command: isDryRun ? "dry-run" : "sync",
      format: json ? "json" : "text",
      root: repository.root,
      isAlone: config.provider === undefined && values.provider === undefined,
    });
    if (report.failure !== undefined) {
      const { message, hint } = report.failure;
      throw new OutsideError(message, hint === undefined ? {} : { hint });
    }
    return exitCodeFor(report, failOn);
  } finally {
    progress.finish();
  }
}
