import { UsageError } from "../core/model/errors.ts";
import { FAIL_ON } from "../core/report/fail-on.ts";
import { visible } from "../core/report/quote.ts";
import { counted } from "../core/report/words.ts";
import { isAtRest, keepPrinted } from "../core/workflow/at-rest.ts";
import { type Session, openSession } from "../core/workflow/session.ts";
import { COMMON, commonOptions, oneOf, readArguments, refusePositionals } from "./arguments.ts";
import { asked } from "./at-rest.ts";
import { IN_STEP, exitCodeFor } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { FORMATS, printReport, printed, progressFor } from "./print.ts";

const OPTIONS = {
  ...COMMON,
  format: { type: "string" },
  "fail-on": { type: "string" },
  "no-history": { type: "boolean" },
  "write-baseline": { type: "boolean" },
  watch: { type: "boolean" },
} as const;

export async function check(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments("check", args, OPTIONS);
  refusePositionals("check", positionals);
  const { place, locales, json } = commonOptions(values, host);
  const format = oneOf("--format", values.format, FORMATS, json ? "json" : "text");
  if (json && format !== "json") {
    throw new UsageError(
      `--json and --format ${format} ask for two things`,
      "Leave one of them out.",
    );
  }
  const failOn = oneOf("--fail-on", values["fail-on"], FAIL_ON, "error");
  if (values["write-baseline"] === true) refuseBeside(values);
  const isHistoryAsked = values["no-history"] !== true;
  const open = (): Promise<Session> => openSession({ ...place, isHistoryAsked });
  const first = await open();
  const progress = progressFor(host);
  const options = {
    ...(locales && { locales }),
    onProgress: (done: number, total: number) => progress.step("Checking", done, total),
  };
  if (values["write-baseline"] === true) {
    const { path, findings } = await first.writeBaseline(options);
    progress.finish();
    const told = json
      ? JSON.stringify({ version: 1, baseline: path, findings })
      : `Wrote ${visible(path)} with ${counted(findings, "finding")}; only new ones are told now.`;
    host.stdout.write(`${told}\n`);
    return IN_STEP;
  }
  /** The same arguments are about the same place, and end. */
  const isRepeatable =
    values.cwd === undefined && values.config === undefined && values.watch !== true;
  async function once(session: Session, changed: readonly string[] = []): Promise<number> {
    const report = await (changed.length === 0
      ? session.check(options)
      : session.update(changed, options));
    progress.finish();
    const { repository, config } = session.project;
    const isAlone = config.provider === undefined;
    const print = { command: "check", format, root: repository.root, isAlone } as const;
    if (isRepeatable && isAtRest(report)) {
      const text = [...(await printed(report, host, print))].join("");
      host.stdout.write(text);
      keepPrinted(session.project, report, asked(args, host), text);
    } else {
      await printReport(report, host, print);
    }
    return exitCodeFor(report, failOn);
  }
  if (values.watch !== true) return once(first);
  const { watch } = await import("./watch.ts");
  return watch({ first, open, check: once }, host);
}

/** A baseline of some locales would forget those of all others. */
function refuseBeside(values: {
  readonly [Name in "locale" | "watch" | "format"]?: unknown;
}): void {
  const beside = (["locale", "watch", "format"] as const).find(
    (name) => values[name] !== undefined,
  );
  if (beside === undefined) return;
  throw new UsageError(
    `--write-baseline and --${beside} do not go together`,
    "A baseline holds what a check of all locales finds; write it in a run of its own.",
  );
}
