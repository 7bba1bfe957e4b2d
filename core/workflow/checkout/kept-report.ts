import { hashOf } from "../../ledger/segment.ts";
import type { Report } from "../../report/report.ts";
import { keep, keyOf, recall } from "./kept.ts";
import type { Project } from "./project.ts";
import type { RawCheckout } from "./raw-checkout.ts";

const KEPT = "settled.json";

/** What the last check kept, and where this one may. */
export interface KeptReport {
  /** Undefined where nothing was kept, or of something else. */
  readonly report: Report | undefined;
  /** `isWhole`: as a checkout has it. Else a file's content can change and the listing stay the same. */
  keep(isWhole: boolean, report: Report): void;
}

/**
 * The report of the last check that found nothing open, where git, the ledger and the configuration
 * say what they said then: matching 12,750 paths against templates costs as much as Node's start.
 */
export function openKeptReport(project: Project, raw: RawCheckout): KeptReport {
  // Hashing the listing of 12,750 files is most of what this costs: once a run.
  const key = keyOfCheckout(project, raw);
  return {
    report: key === undefined ? undefined : recall<Report>(project.privateFolder, KEPT, key),
    keep: (isWhole, report) => {
      if (key !== undefined && isWhole) keep(project.privateFolder, KEPT, key, report);
    },
  };
}

/**
 * Whether facts vouch for every translation and nothing is to be told. Also where the facts were
 * made by other rules and the files had to be opened: the same clone opens them once.
 */
export function isAtRest(report: Report): boolean {
  const counts = Object.values(report.locales);
  const isDone = counts.every(({ total, translated }) => total === translated);
  return isDone && report.findings.length === 0;
}

/**
 * Names all that git, the ledger and the configuration say. Undefined where the layout was detected:
 * other files than those listed decided it.
 */
export function keyOfCheckout(
  { config, configText }: Project,
  { listing, segments }: RawCheckout,
): string | undefined {
  if (config.path === undefined || configText === undefined) return undefined;
  const ledger = segments.flatMap((segment) => [segment.name, hashOf(segment)]);
  return keyOf(config.path, configText, listing, ...ledger);
}
