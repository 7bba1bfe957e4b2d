import { UsageError, OutsideError } from "../../model/errors.ts";
import { compareText } from "../../model/compare-text.ts";
import { canonicalLocale } from "../../model/locale.ts";
import { parseConfigFile } from "../../project/parse-config.ts";
import { writeInside } from "../../project/files.ts";
import type { Environment } from "../../providers/factory.ts";
import { openProvider } from "../translate/open-provider.ts";
import type { Project } from "../checkout/project.ts";
import { readCheckout } from "../checkout/read-checkout.ts";

/** What a service that keeps translations said of its languages. */
export type ServiceLocales =
  | { readonly outcome: "written"; readonly path: string; readonly locales: readonly string[] }
  | { readonly outcome: "failed"; readonly reason: string };

/**
 * Writes down the target locales of the service beside those found on disk, where the configuration
 * names none. Undefined where there is nothing to write: they are named, no service knows any, or
 * all stand on disk. A service that cannot be asked is no failure: without it nothing is written.
 */
export async function writeServiceLocales(
  project: Project,
  environment: Environment,
  signal: AbortSignal,
): Promise<ServiceLocales | undefined> {
  const { config, configText, repository } = project;
  const { path, sourceLocale, targetLocales } = config;
  if (path === undefined || configText === undefined || targetLocales !== undefined) return;
  if (config.provider === undefined) return;
  let known: readonly string[] | undefined;
  try {
    const { provider } = await openProvider(config, project.privateFolder, environment);
    known = await provider.store?.locales?.(signal);
  } catch (error) {
    if (!(error instanceof OutsideError || error instanceof UsageError)) throw error;
    return { outcome: "failed", reason: error.message };
  }
  const theirs = (known ?? []).flatMap((locale) => canonicalLocale(locale) ?? []);
  const { arrangement } = await readCheckout(project);
  const onDisk = new Set(
    arrangement.sources.flatMap(({ targets }) => targets.map(({ locale }) => locale)),
  );
  if (theirs.every((locale) => locale === sourceLocale || onDisk.has(locale))) return;
  const all = new Set([...onDisk, ...theirs].sort(compareText));
  all.delete(sourceLocale);
  const locales = [...all];
  const text = withTargetLocales(configText, locales);
  if (text === undefined || !says(text, path, locales)) {
    const reason = `write \`targetLocales: [${locales.join(", ")}]\` into ${path} yourself`;
    return { outcome: "failed", reason };
  }
  await writeInside(repository.root, path, Buffer.from(text));
  return { outcome: "written", path, locales };
}

/** Below the source locale, where that stands on a line of its own. */
function withTargetLocales(text: string, locales: readonly string[]): string | undefined {
  const line = /^sourceLocale:.*?(\r?\n)/mu.exec(text);
  if (line === null) return undefined;
  const end = line.index + line[0].length;
  return `${text.slice(0, end)}targetLocales: [${locales.join(", ")}]${line[1]}${text.slice(end)}`;
}

/** Whether the text can be read and names these locales: a configuration may be any YAML. */
function says(text: string, path: string, locales: readonly string[]): boolean {
  try {
    return parseConfigFile(text, path).targetLocales?.join() === locales.join();
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
