import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Finding } from "../../../core/model/finding.ts";
import { describe } from "../../../core/report/describe.ts";
import type { Observation, Report } from "../../../core/report/report.ts";
import type { TextOptions } from "../../../core/report/text.ts";

const fixtures = new URL("../../fixtures/report/", import.meta.url);

export const caseNames: readonly string[] = readdirSync(fixtures).sort();

/** When all goldens were made, in Unix seconds. */
export const NOW = 1_800_000_000;

interface CaseFile extends Omit<Report, "version" | "findings" | "translations"> {
  readonly translations?: Report["translations"];
  readonly command: TextOptions["command"];
  readonly max?: number;
  readonly observations: readonly Observation[];
}

export interface Case {
  readonly report: Report;
  readonly options: TextOptions;
  /** Path of a golden beside the case. */
  readonly golden: (name: string) => string;
}

export function readCase(name: string): Case {
  const folder = new URL(`${name}/`, fixtures);
  const text = readFileSync(new URL("case.json", folder), "utf8");
  const {
    command,
    max = 50,
    observations,
    translations = [],
    ...rest
  }: CaseFile = JSON.parse(text);
  function frames(path: string): string | undefined {
    const file = new URL(encodeURI(path), folder);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }
  return {
    report: { version: 1, ...rest, translations, findings: findingsOf(observations) },
    options: { command, color: false, width: 80, frames, now: NOW, max },
    golden: (file) => fileURLToPath(new URL(`expected/${file}`, folder)),
  };
}

function findingsOf(observations: readonly Observation[]): readonly Finding[] {
  return observations
    .map((observation) => describe(observation, {}, NOW))
    .filter((finding) => finding !== undefined);
}
