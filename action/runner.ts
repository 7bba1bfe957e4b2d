import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import type { Environment } from "./context.ts";

/** What a runner takes from an action. Its own protocol is a few lines; no dependency speaks it better. */
export interface Runner {
  readonly environment: Environment;
  write(text: string): void;
}

/** One line that the runner shows at the run and on the pull request. */
export function annotate(
  runner: Runner,
  level: "error" | "warning" | "notice",
  text: string,
): void {
  const escaped = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  runner.write(`::${level} title=locstep::${escaped}\n`);
}

/** Values may hold anything: what ends one is a word that nobody can guess. */
export function setOutputs(runner: Runner, outputs: Readonly<Record<string, unknown>>): void {
  const end = `end-${randomUUID()}`;
  const entries = Object.entries(outputs);
  append(
    runner,
    "GITHUB_OUTPUT",
    entries.map(([name, value]) => `${name}<<${end}\n${String(value)}\n${end}\n`).join(""),
  );
}

/** GitHub shows no summary above a mebibyte. */
export const MOST_SUMMARY: number = 1_000 * 1024;

export function addSummary(runner: Runner, markdown: string): void {
  append(runner, "GITHUB_STEP_SUMMARY", `${markdown}\n`);
}

/** Nothing where the variable is not set: the action runs outside of a runner. */
function append({ environment }: Runner, variable: string, text: string): void {
  const path = environment[variable];
  if (path !== undefined && path !== "") appendFileSync(path, text);
}
