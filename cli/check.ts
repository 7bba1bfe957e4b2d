import { UsageError } from "../core/model/errors.ts";
import { FAIL_ON } from "../core/report/fail-on.ts";
import { isAtRest, keepPrinted } from "../core/workflow/at-rest.ts";
import { openSession } from "../core/workflow/session.ts";
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
  const session = await openSession({ ...place, isHistoryAsked: values["no-history"] !== true });
  const progress = progressFor(host);
  const options = {
    ...(locales && { locales }),
    onProgress: (done: number, total: number) => progress.step("Checking", done, total),
  };
  if (values["write-baseline"] === true) {
    const { path, findings } = await session.writeBaseline(options);
    progress.finish();
    host.stdout.write(`Wrote ${path} with ${findings} findings; only new ones are told now.\n`);
    return IN_STEP;
  }
  /** The same arguments are about the same place, and end. */
  const isRepeatable =
    values.cwd === undefined && values.config === undefined && values.watch !== true;
  async function once(changed: readonly string[] = []): Promise<number> {
    const report = await (changed.length === 0
      ? session.check(options)
      : session.update(changed, options));
    progress.finish();
    const root = session.project.repository.root;
    const print = { command: "check", format, root } as const;
    if (isRepeatable && isAtRest(report)) {
      const text = [...(await printed(report, host, print))].join("");
      host.stdout.write(text);
      keepPrinted(session.project, report, asked(args, host), text);
    } else {
      await printReport(report, host, print);
    }
    return exitCodeFor(report, failOn);
  }
  if (values.watch !== true) return once();
  const { watch } = await import("./watch.ts");
  return watch(session, once, host);
}
