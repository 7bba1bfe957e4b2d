import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { createProgress, type Progress } from "../core/report/progress.ts";
import type { Report } from "../core/report/report.ts";
import { partsOf } from "../core/report/retold.ts";
import packageJson from "../package.json" with { type: "json" };
import { type Host, wantsColor } from "./host.ts";

export const FORMATS = ["text", "json", "sarif", "github"] as const;
export type ReportFormat = (typeof FORMATS)[number];

const NARROWEST = 40;
const USUAL = 80;
const MOST_FINDINGS = 50;

export interface PrintOptions {
  readonly command: "check" | "sync" | "dry-run";
  readonly format: ReportFormat;
  /** The repository's top folder, for code frames. */
  readonly root: string;
}

/** Results go to standard output, in one of the formats. */
export async function printReport(
  report: Report,
  host: Host,
  options: PrintOptions,
): Promise<void> {
  const { stdout } = host;
  if (options.format === "json") {
    const { jsonPieces } = await import("../core/report/json.ts");
    for (const piece of jsonPieces(report)) stdout.write(piece);
    return;
  }
  if (options.format === "sarif") {
    const { formatSarif } = await import("../core/report/sarif.ts");
    stdout.write(formatSarif(report.findings, packageJson.version));
    return;
  }
  if (options.format === "github") {
    const { formatGithub } = await import("../core/report/github.ts");
    stdout.write(formatGithub(partsOf(report)));
    return;
  }
  const { formatText } = await import("../core/report/text.ts");
  const text = formatText(report, {
    command: options.command,
    color: wantsColor(host),
    width: Math.max(NARROWEST, stdout.columns ?? USUAL),
    frames: (path) => readText(options.root, path),
    now: Date.now() / 1000,
    max: MOST_FINDINGS,
  });
  stdout.write(text);
}

/** Shows nothing of a file behind a link out of the repository, and never waits for a pipe. */
function readText(root: string, path: string): string | undefined {
  try {
    const real = realpathSync(join(root, path));
    const isOurs = real.startsWith(root + sep) && statSync(real).isFile();
    return isOurs ? readFileSync(real, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** Progress goes to standard error, and only where a person watches. */
export function progressFor({ stderr }: Host): Progress {
  return createProgress(stderr, {
    isTerminal: stderr.isTTY === true,
    now: () => performance.now(),
  });
}
