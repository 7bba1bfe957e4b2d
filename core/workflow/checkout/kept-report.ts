import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigText } from "../../project/find-config.ts";
import type { Report } from "../../report/report.ts";
import { VERSIONS, keepPieces } from "./kept.ts";
import type { Project } from "./project.ts";
import type { RawCheckout } from "./raw-checkout.ts";

// The report of the last check that found nothing open holds where git, the ledger and the
// configuration say what they said then. What they said is kept as it was and compared as bytes:
// Node's cryptography takes longer to load than a megabyte to be read.

const KEPT = "settled";

/** The first line of what is kept. Behind it follow git's listing, the segments and the report. */
export interface Basis {
  readonly versions: string;
  readonly config: ConfigText;
  readonly pathspecs: readonly string[];
  /** What decided whether sources are listed; null for a file that was not there. */
  readonly manifests: readonly (readonly [path: string, text: string | null])[];
  readonly ledgerFolder: string;
  /** Bytes. */
  readonly listing: number;
  readonly segments: readonly (readonly [name: string, bytes: number])[];
}

/** What the last check kept, and where this one may. */
export interface KeptReport {
  /** Undefined where nothing was kept, or of something else. */
  readonly report: Report | undefined;
  /** `isWhole`: as a checkout has it. Else a file's content can change and the listing stay the same. */
  keep(isWhole: boolean, report: Report): void;
}

/** For a check that has read git's listing and the ledger. */
export function openKeptReport(project: Project, raw: RawCheckout): KeptReport {
  const basis = basisOf(project, raw);
  // Of a layout that was detected nothing is kept: other files than those listed decided it.
  if (basis === undefined) return { report: undefined, keep: () => {} };
  const head = Buffer.from(`${JSON.stringify(basis)}\n`);
  const stands = [head, raw.listing, ...raw.segments.map(({ bytes }) => bytes)];
  const kept = readKept(project.privateFolder);
  return {
    report: kept && reportBehind(kept, 0, stands),
    keep: (isWhole, report) => {
      if (!isWhole) return;
      keepPieces(project.privateFolder, KEPT, [...stands, JSON.stringify(report)]);
    },
  };
}

function basisOf(project: Project, raw: RawCheckout): Basis | undefined {
  const { config, configText: text, ledgerFolder } = project;
  if (config.path === undefined || text === undefined) return undefined;
  return {
    versions: VERSIONS,
    config: { path: config.path, text },
    pathspecs: raw.pathspecs,
    manifests: [...raw.manifests].map(([path, manifest]) => [path, manifest ?? null]),
    ledgerFolder,
    listing: raw.listing.length,
    segments: raw.segments.map(({ name, bytes }) => [name, bytes.length]),
  };
}

/** What was kept, unread; undefined where nothing was. */
export function readKept(privateFolder: string): Buffer | undefined {
  try {
    return readFileSync(join(privateFolder, KEPT));
  } catch {
    return undefined;
  }
}

/** The report that was kept, where from an offset on these bytes stand before it. */
export function reportBehind(
  kept: Buffer,
  start: number,
  bytes: readonly Buffer[],
): Report | undefined {
  let at = start;
  for (const piece of bytes) {
    if (!kept.subarray(at, (at += piece.length)).equals(piece)) return undefined;
  }
  try {
    return JSON.parse(kept.toString("utf8", at)) as Report;
  } catch {
    // A power cut can leave a part.
    return undefined;
  }
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
