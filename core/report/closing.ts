import { wrap } from "./columns.ts";
import type { Page } from "./page.ts";
import type { LocaleCounts, Report } from "./report.ts";
import { countOf, partsOf } from "./retold.ts";
import { counted } from "./words.ts";

const BY_SERVICE = "by a service named under `provider:` in locstep.yaml";
const SERVICE = `those that the repository cannot give ${BY_SERVICE}`;

/** The last line: what to do next, or that nothing is to be done. */
export function closingLines(report: Report, page: Page): readonly string[] {
  const { colors } = page;
  const next = nextStep(report, page);
  const symbol = next === undefined ? colors.green("✓") : colors.cyan("→");
  const [first = "", ...rest] = wrap(next ?? inStep(report), page.width - 2);
  return [`${symbol} ${first}`, ...rest.map((line) => `  ${line}`)];
}

function nextStep(report: Report, page: Page): string | undefined {
  const { command } = page;
  if (Object.keys(report.locales).length === 0) {
    return "No target locale was found: correct `sourceLocale` or `files`, or name locales under `targetLocales`, in locstep.yaml.";
  }
  if (command === "dry-run") return dryRun(report);
  const errors = countOf(partsOf(report), "error");
  if (errors === 0) return whatIsOpen(report, page);
  const which = errors === 1 ? "error" : counted(errors, "error");
  const first = `See to the ${which}, then run \`locstep ${command}\` again.`;
  const open = command === "sync" ? whatIsOpen(report, page) : undefined;
  return open === undefined ? first : `${first} ${open}`;
}

function whatIsOpen(report: Report, { command, isAlone }: Page): string | undefined {
  const pending = total(report, "pending");
  const open = total(report, "missing") + total(report, "stale") - pending;
  if (command === "check" && open > 0) {
    const toMake = `Run \`locstep sync\`: ${counted(open, "translation")} to make`;
    return isAlone === true ? `${toMake}, ${SERVICE}.` : `${toMake}.`;
  }
  if (pending > 0) {
    const flight = counted(pending, "translation");
    return `${flight} in flight: run \`locstep sync\` again to collect what is done.`;
  }
  if (open === 0) return undefined;
  const left = `${counted(open, "translation")} left to make`;
  return isAlone === true ? `${left}: by hand, or ${BY_SERVICE}.` : `${left}, as told above.`;
}

function dryRun(report: Report): string {
  const open = total(report, "missing") + total(report, "stale") - total(report, "pending");
  if (report.written.length === 0 && report.submitted.groups === 0 && open === 0) {
    return "A dry run: `locstep sync` has nothing to do.";
  }
  return "A dry run: nothing was written or sent. Leave `--dry-run` out to do it.";
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
