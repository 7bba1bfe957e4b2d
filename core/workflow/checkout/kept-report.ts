import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigText } from "../../project/find-config.ts";
import type { Report } from "../../report/report.ts";
import { VERSIONS, keepBytes } from "./kept.ts";
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
  const stands = bytesOf(project, raw);
  // Of a layout that was detected nothing is kept: other files than those listed decided it.
  if (stands === undefined) return { report: undefined, keep: () => {} };
  const kept = readKept(project.privateFolder);
  const size = stands.length;
  return {
    report: kept?.subarray(0, size).equals(stands) === true ? reportIn(kept, size) : undefined,
    keep: (isWhole, report) => {
      if (!isWhole) return;
      const bytes = Buffer.concat([stands, Buffer.from(JSON.stringify(report))]);
      keepBytes(project.privateFolder, KEPT, bytes);
    },
  };
}

function bytesOf(project: Project, raw: RawCheckout): Buffer | undefined {
  const { config, configText: text, ledgerFolder } = project;
  if (config.path === undefined || text === undefined) return undefined;
  const { listing, pathspecs } = raw;
  const segments = raw.segments.map((segment) => Buffer.from(segment.text));
  const basis: Basis = {
    versions: VERSIONS,
    config: { path: config.path, text },
    pathspecs,
    manifests: [...raw.manifests].map(([path, manifest]) => [path, manifest ?? null]),
    ledgerFolder,
    listing: listing.length,
    segments: raw.segments.map(({ name }, at) => [name, (segments[at] as Buffer).length]),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(basis)}\n`), listing, ...segments]);
}

/** What was kept, unread; undefined where nothing was. */
export function readKept(privateFolder: string): Buffer | undefined {
  try {
    return readFileSync(join(privateFolder, KEPT));
  } catch {
    return undefined;
  }
}

/** The report that stands from an offset on. */
export function reportIn(kept: Buffer, offset: number): Report {
  return JSON.parse(kept.toString("utf8", offset)) as Report;
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
