import { wrap } from "./columns.ts";
import type { Page } from "./page.ts";
import type { LocaleCounts, Report } from "./report.ts";
import { countOf, partsOf } from "./retold.ts";
import { counted } from "./words.ts";

/** The last line: what to do next, or that nothing is to be done. */
export function closingLines(report: Report, page: Page): readonly string[] {
  const { colors } = page;
  const next = nextStep(report, page.command);
  const symbol = next === undefined ? colors.green("✓") : colors.cyan("→");
  const [first = "", ...rest] = wrap(next ?? inStep(report), page.width - 2);
  return [`${symbol} ${first}`, ...rest.map((line) => `  ${line}`)];
}

function nextStep(report: Report, command: Page["command"]): string | undefined {
  if (Object.keys(report.locales).length === 0) {
    return "No target locale was found: correct `sourceLocale` or `files`, or name locales under `targetLocales`, in locstep.yaml.";
  }
  if (command === "dry-run") return dryRun(report);
  const errors = countOf(partsOf(report), "error");
  if (errors === 0) return whatIsOpen(report, command);
  const which = errors === 1 ? "error" : counted(errors, "error");
  const first = `See to the ${which}, then run \`locstep ${command}\` again.`;
  const open = command === "sync" ? whatIsOpen(report, command) : undefined;
  return open === undefined ? first : `${first} ${open}`;
}

function whatIsOpen(report: Report, command: Page["command"]): string | undefined {
  const pending = total(report, "pending");
  const open = total(report, "missing") + total(report, "stale") - pending;
  if (command === "check" && open > 0) {
    return `Run \`locstep sync\`: ${counted(open, "translation")} to make.`;
  }
  if (pending > 0) {
    const flight = counted(pending, "translation");
    return `${flight} in flight: run \`locstep sync\` again to collect what is done.`;
  }
  if (open === 0) return undefined;
  const left = `${counted(open, "translation")} left to make`;
  return `${left}: by hand, or by a service named under \`provider:\` in locstep.yaml.`;
}

function dryRun(report: Report): string {
  const open = total(report, "missing") + total(report, "stale") - total(report, "pending");
  if (report.written.length === 0 && report.submitted.groups === 0 && open === 0) {
    return "A dry run: `locstep sync` has nothing to do.";
  }
  return "A dry run: nothing was written or sent. Run `locstep sync` to do it.";
}

function inStep(report: Report): string {
  const asides: string[] = [];
  const warnings = countOf(partsOf(report), "warning");
  if (warnings > 0) asides.push(`${counted(warnings, "warning")} to look at`);
  const unconfirmed = total(report, "unconfirmed");
  if (unconfirmed > 0) asides.push(`${counted(unconfirmed, "translation")} to confirm`);
  const aside = asides.length === 0 ? "" : `, with ${asides.join(" and ")}`;
  return `Everything is in step${aside}.`;
}

function total(report: Report, field: keyof LocaleCounts): number {
  return Object.values(report.locales).reduce((sum, counts) => sum + counts[field], 0);
}
