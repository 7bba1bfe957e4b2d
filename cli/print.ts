import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { endingText, isQuiet, pageText } from "../core/report/page-text.ts";
import type { TextOptions } from "../core/report/page.ts";
import { createProgress, type Progress } from "../core/report/progress.ts";
import type { Report } from "../core/report/report.ts";
import { partsOf } from "../core/report/retold.ts";
import packageJson from "../package.json" with { type: "json" };
import { type Host, wantsColor, widthOf } from "./host.ts";

export const FORMATS = ["text", "json", "sarif", "github"] as const;
export type ReportFormat = (typeof FORMATS)[number];

const MOST_FINDINGS = 50;

export interface PrintOptions {
  readonly command: "check" | "sync" | "dry-run";
  readonly format: ReportFormat;
  /** The repository's top folder, for code frames. */
  readonly root: string;
  /** No service is configured. */
  readonly isAlone: boolean;
}

/** Results go to standard output, in one of the formats. */
export async function printReport(
  report: Report,
  host: Host,
  options: PrintOptions,
): Promise<void> {
  for (const piece of await printed(report, host, options)) host.stdout.write(piece);
}

/** What is printed of a report: of a large one, a piece when it is asked for. */
export async function printed(
  report: Report,
  host: Host,
  options: PrintOptions,
): Promise<Iterable<string>> {
  if (options.format === "json") {
    const { jsonPieces } = await import("../core/report/json.ts");
    return jsonPieces(report);
  }
  if (options.format === "sarif") {
    const { formatSarif } = await import("../core/report/sarif.ts");
    return [formatSarif(report.findings, packageJson.version)];
  }
  const text: TextOptions = {
    command: options.command,
    isAlone: options.isAlone,
    color: wantsColor(host),
    width: widthOf(host),
    frames: (path) => readText(options.root, path),
    now: Date.now() / 1000,
    max: MOST_FINDINGS,
  };
  if (options.format === "github") {
    const { formatGithub } = await import("../core/report/github.ts");
    return [formatGithub(partsOf(report)), endingText(report, { ...text, color: false })];
  }
  // Words for findings are loaded where there are any.
  if (isQuiet(report)) return [pageText(report, text)];
  const { formatText } = await import("../core/report/text.ts");
  return [formatText(report, text)];
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
