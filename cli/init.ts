import { formatCount } from "../core/report/words.ts";
import type { Adoption } from "../core/workflow/init.ts";
import { openSession } from "../core/workflow/session.ts";
import { writeProposedConfig } from "../core/workflow/checkout/project.ts";
import {
  type ServiceLocales,
  writeServiceLocales,
} from "../core/workflow/store/service-locales.ts";
import { COMMON, commonOptions, readArguments, refusePositionals } from "./arguments.ts";
import { IN_STEP } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { progressFor } from "./print.ts";

const NEVER_ABORTED = new AbortController().signal;

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
  const locales = await writeServiceLocales(session.project, host.environment, NEVER_ABORTED);
  const { ledgerFolder } = session.project;
  const told = json
    ? JSON.stringify({ version: 1, config: written?.path ?? null, locales, adopted: adoption })
    : story({ written, locales, adoption, ledgerFolder }).join("\n");
  host.stdout.write(`${told}\n`);
  return IN_STEP;
}

interface Told {
  readonly written: Awaited<ReturnType<typeof writeProposedConfig>>;
  readonly locales: ServiceLocales | undefined;
  readonly adoption: Adoption;
  readonly ledgerFolder: string;
}

function story({ written, locales, adoption, ledgerFolder }: Told): readonly string[] {
  const { files, accepted, stale } = adoption;
  const lines: string[] = [];
  if (written !== undefined) {
    lines.push(`Wrote ${written.path}: ${written.found}.`, ...written.notes);
  }
  if (locales !== undefined) lines.push(localesLine(locales));
  if (files === 0) {
    lines.push("Nothing to adopt: the ledger knows every locale file that stands.");
  } else {
    const places = `${formatCount(files)} ${files === 1 ? "file" : "files"}`;
    lines.push(`Adopted ${formatCount(accepted)} translations in ${places} as valid for today.`);
    if (stale > 0) lines.push(`${formatCount(stale)} are older than their source, says history.`);
  }
  const changed = locales?.outcome === "written" ? locales.path : written?.path;
  const commits = [changed, files > 0 ? ledgerFolder : undefined].filter(Boolean);
  if (commits.length > 0) lines.push(`Commit ${commits.join(" and ")}; then \`locstep check\`.`);
  return lines;
}

function localesLine(told: ServiceLocales): string {
  if (told.outcome === "failed") return `The service's locales are not written: ${told.reason}.`;
  return `Wrote the service's target locales into ${told.path}: ${told.locales.join(", ")}.`;
}
