import { formatCount } from "../core/report/words.ts";
import type { Adoption } from "../core/workflow/init.ts";
import { openSession } from "../core/workflow/session.ts";
import { writeProposedConfig } from "../core/workflow/checkout/project.ts";
import { COMMON, commonOptions, readArguments, refusePositionals } from "./arguments.ts";
import { IN_STEP } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { progressFor } from "./print.ts";

export async function init(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments("init", args, COMMON);
  refusePositionals("init", positionals);
  const { cwd = host.cwd, json, config } = commonOptions(values);
  const project = { cwd, ...(config !== undefined && { config }) };
  const written = await writeProposedConfig(project);
  const session = await openSession({ ...project, environment: host.environment });
  const progress = progressFor(host);
  const adoption = await session.adopt((done, total) => progress.step("Reading", done, total));
  progress.finish();
  const { ledgerFolder } = session.project;
  const told = json
    ? JSON.stringify({ version: 1, config: written?.path ?? null, adopted: adoption })
    : story(written, adoption, ledgerFolder).join("\n");
  host.stdout.write(`${told}\n`);
  return IN_STEP;
}

function story(
  written: { readonly path: string; readonly found: string } | undefined,
  { files, accepted, stale }: Adoption,
  ledgerFolder: string,
): readonly string[] {
  const lines: string[] = [];
  if (written !== undefined) lines.push(`Wrote ${written.path}: ${written.found}.`);
  if (files === 0) {
    lines.push("Nothing to adopt: the ledger knows every locale file that stands.");
  } else {
    const places = `${formatCount(files)} ${files === 1 ? "file" : "files"}`;
    lines.push(`Adopted ${formatCount(accepted)} translations in ${places} as valid for today.`);
    if (stale > 0) lines.push(`${formatCount(stale)} are older than their source, says history.`);
  }
  const commits = [written?.path, files > 0 ? ledgerFolder : undefined].filter(Boolean);
  if (commits.length > 0) lines.push(`Commit ${commits.join(" and ")}; then \`locstep check\`.`);
  return lines;
}
