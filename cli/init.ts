import { plain, visibleJson } from "../core/report/quote.ts";
import { counted, formatCount } from "../core/report/words.ts";
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

/** Every locale is adopted: one that was left out would be asked for anew. */
const { locale: _, ...PLACE } = COMMON;
const OPTIONS = { ...PLACE, "no-history": { type: "boolean" } } as const;

export async function init(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments("init", args, OPTIONS);
  refusePositionals("init", positionals);
  const { place, json } = commonOptions(values, host);
  const written = await writeProposedConfig(place);
  const session = await openSession({ ...place, isHistoryAsked: values["no-history"] !== true });
  const progress = progressFor(host);
  const adoption = await session.adopt((done, total) => progress.step("Reading", done, total));
  progress.finish();
  const locales = await writeServiceLocales(session.project, host.environment, NEVER_ABORTED);
  const { ledgerFolder, config: standing } = session.project;
  const told = { written, kept: standing.path, locales, adoption, ledgerFolder };
  host.stdout.write(json ? jsonOf(told) : `${plain(story(told).join("\n"))}\n`);
  return IN_STEP;
}

interface Told {
  readonly written: Awaited<ReturnType<typeof writeProposedConfig>>;
  /** The configuration that stood already. */
  readonly kept: string | undefined;
  readonly locales: ServiceLocales | undefined;
  readonly adoption: Adoption;
  readonly ledgerFolder: string;
}

function jsonOf({ written, locales, adoption }: Told): string {
  const { path: config = null, notes = [] } = written ?? {};
  return `${visibleJson(JSON.stringify({ version: 1, config, locales, adopted: adoption, notes }))}\n`;
}

function story({ written, kept, locales, adoption, ledgerFolder }: Told): readonly string[] {
  const { files, accepted, stale, targets } = adoption;
  const lines: string[] = [];
  if (written === undefined) lines.push(`Left ${kept} as it stands.`);
  else lines.push(`Wrote ${written.path}: ${written.found}.`, ...written.notes);
  if (locales !== undefined) lines.push(localesLine(locales));
  if (targets === 0) {
    lines.push("No target locale was found: name some under `targetLocales` in locstep.yaml.");
  } else if (files === 0) {
    lines.push("Nothing to adopt: the ledger knows every locale file that stands.");
  } else {
    const places = counted(files, "file");
    lines.push(`Adopted ${counted(accepted, "translation")} in ${places} as valid for today.`);
    if (stale > 0) lines.push(staleLine(stale));
  }
  const changed = locales?.outcome === "written" ? locales.path : written?.path;
  const commits = [changed, files > 0 ? ledgerFolder : undefined].filter(Boolean);
  if (commits.length > 0) lines.push(`Commit ${commits.join(" and ")}; then \`locstep check\`.`);
  return lines;
}

function staleLine(count: number): string {
  if (count === 1) return "1 more is older than its source, says history: it counts as stale.";
  const more = `${formatCount(count)} more`;
  return `${more} are older than their source, says history: they count as stale.`;
}

function localesLine(told: ServiceLocales): string {
  if (told.outcome === "failed") return `The service's locales are not written: ${told.reason}.`;
  return `Wrote the service's target locales into ${told.path}: ${told.locales.join(", ")}.`;
}
