import type { Report } from "../../report/report.ts";
import { keep, keyOf, recall } from "./kept.ts";
import type { Project } from "./project.ts";
import type { Checkout, RawCheckout } from "./read-checkout.ts";

const KEPT = "settled.json";

/**
 * The report of the last check that found nothing open, where git, the ledger and the configuration
 * say what they said then: matching 12,750 paths against templates costs as much as Node's start.
 */
export function recallSettled(project: Project, raw: RawCheckout): Report | undefined {
  const key = keyOfCheckout(project, raw);
  return key === undefined ? undefined : recall<Report>(project.privateFolder, KEPT, key);
}

/**
 * Whether facts vouch for every translation and nothing is to be told. Also where the facts were
 * made by other rules and the files had to be opened: the same clone opens them once.
 */
export function isAtRest({ findings, locales }: Report): boolean {
  const isDone = Object.values(locales).every(({ total, translated }) => total === translated);
  return isDone && findings.length === 0;
}

/** Keeps nothing where a file's content can change and git's listing stay the same. */
export function keepSettled(
  project: Project,
  raw: RawCheckout,
  checkout: Checkout,
  report: Report,
): void {
  const key = keyOfCheckout(project, raw);
  if (key !== undefined && checkout.isWhole) keep(project.privateFolder, KEPT, key, report);
}

/** Undefined where the layout was detected: other files than those listed decided it. */
function keyOfCheckout(
  { config, configText }: Project,
  { listing, segments }: RawCheckout,
): string | undefined {
  if (config.path === undefined || configText === undefined) return undefined;
  const ledger = segments.flatMap(({ name, text }) => [name, text]);
  return keyOf(config.path, configText, listing, ...ledger);
}
