import { posix } from "node:path";
import { UsageError } from "../model/errors.ts";
import { canonicalLocale } from "../model/locale.ts";
import type { ConfigFile } from "./config.ts";
import { detect, type Detection, isPrimary } from "./detect/detect.ts";
import { EXTENSIONS } from "./detect/shapes.ts";
import { sourceLocaleOf } from "./detect/source-locale.ts";
import type { PeerReading } from "./peers/read-peers.ts";
import { CONFIG_NAME } from "./config-places.ts";
import { compileTemplate } from "./template.ts";

/** A configuration for a project that has none, and what it was made from. */
export interface Proposal {
  readonly file: ConfigFile;
  /** The peers' configurations that `files` were taken from; empty when they were detected. */
  readonly peers: readonly PeerReading[];
}

/**
 * Proposes a configuration: from peers' configurations where they name locale files that exist,
 * from the layout otherwise. Throws UsageError as {@link detect} does, where the only locale files are
 * of a format that is not read, and where a folder below has a configuration of its own.
 */
export function propose(paths: readonly string[], readings: readonly PeerReading[]): Proposal {
  refuseAbove(paths);
  const provider = readings.find((reading) => reading.provider !== undefined)?.provider;
  const stated = readings.find((reading) => reading.sourceLocale !== undefined)?.sourceLocale;
  const peerSource = stated === undefined ? undefined : canonicalLocale(stated);
  const first = readings.find((reading) => filesOf(reading.files, paths).length > 0);
  if (first === undefined) {
    const { sourceLocale, templates } = detectBeside(paths, peerSource, readings);
    return { file: { sourceLocale, files: templates, ...(provider && { provider }) }, peers: [] };
  }
  // In a monorepo each package may have a configuration of the same peer.
  const peers = readings.filter(({ peer }) => peer === first.peer);
  const found = filesOf([...new Set(peers.flatMap(({ files }) => files))], paths);
  const sourceLocale = sourceLocaleOf(found, peerSource);
  const locales = sharedLocales(peers);
  const targetLocales = locales.filter((locale) => canonicalLocale(locale) !== sourceLocale);
  return {
    file: {
      sourceLocale,
      ...(targetLocales.length > 0 && { targetLocales }),
      files: found.map(({ template }) => template),
      ...(provider && { provider }),
    },
    peers,
  };
}

const MOST_NAMED = 3;

/** Where only folders below are configured, what is found here would be theirs, found anew. */
function refuseAbove(paths: readonly string[]): void {
  const below = paths.filter((path) => path.endsWith(`/${CONFIG_NAME}`) && isPrimary(path));
  const [first] = below;
  if (first === undefined) return;
  const more = below.length > MOST_NAMED ? ", …" : "";
  throw new UsageError(
    `no ${CONFIG_NAME} stands here or above, but below: ${below.slice(0, MOST_NAMED).join(", ")}${more}`,
    `Run it there, as with \`--cwd ${posix.dirname(first)}\`, or write a ${CONFIG_NAME} here by hand.`,
  );
}

function detectBeside(
  paths: readonly string[],
  source: string | undefined,
  readings: readonly PeerReading[],
): Detection {
  try {
    return detect(paths, source);
  } catch (error) {
    const unread = readings.find(({ files }) => templatesOf(files, paths).length > 0);
    if (unread === undefined || !(error instanceof UsageError)) throw error;
    const [found] = templatesOf(unread.files, paths);
    throw new UsageError(
      `${unread.path} names ${found?.template}, and locstep does not read this format`,
      `It reads files that end in ${EXTENSIONS.join(", ")}.`,
    );
  }
}

/**
 * The locales that all of a peer's configurations list. Where packages are translated into locales
 * of their own, each is better told by its files than by the sum of all.
 */
function sharedLocales(peers: readonly PeerReading[]): readonly string[] {
  const lists = peers.flatMap(({ locales }) => (locales === undefined ? [] : [locales]));
  const ids = lists.map((locales) =>
    locales
      .map((l) => canonicalLocale(l))
      .sort()
      .join(),
  );
  return new Set(ids).size === 1 ? (lists[0] as readonly string[]) : [];
}

/** Those of {@link templatesOf} whose format is read. */
function filesOf(
  templates: readonly string[],
  paths: readonly string[],
): { template: string; files: Map<string, string> }[] {
  return templatesOf(templates, paths).filter(({ template }) =>
    EXTENSIONS.some((extension) => template.toLowerCase().endsWith(extension)),
  );
}

/** The templates that name any locale file, with the files by locale. */
function templatesOf(
  templates: readonly string[],
  paths: readonly string[],
): { template: string; files: Map<string, string> }[] {
  return templates
    .map((template) => {
      const { match } = compileTemplate(template);
      const files = new Map<string, string>();
      for (const path of paths) {
        const locale = canonicalLocale(match(path)?.spelling ?? "");
        if (locale !== undefined) files.set(locale, path);
      }
      return { template, files };
    })
    .filter(({ files }) => files.size > 0);
}
