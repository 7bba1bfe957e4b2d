import { canonicalLocale } from "../model/locale.ts";
import type { ConfigFile } from "./config.ts";
import { detect, type Detection } from "./detect/detect.ts";
import { sourceLocaleOf, type SourceReason } from "./detect/source-locale.ts";
import type { PeerReading } from "./peers/read-peers.ts";
import { compileTemplate } from "./template.ts";

/** A configuration for a project that has none, and what it was made from. */
export interface Proposal {
  readonly file: ConfigFile;
  readonly sourceReason: SourceReason;
  /** The peers' configurations that `files` were taken from; empty when they were detected. */
  readonly peers: readonly PeerReading[];
  /** What was found; undefined when peers say where the files are. */
  readonly detection: Detection | undefined;
}

/**
 * Proposes a configuration: from peers' configurations where they name locale files that exist,
 * from the layout otherwise. Throws UsageError as {@link detect} does.
 */
export function propose(paths: readonly string[], readings: readonly PeerReading[]): Proposal {
  const provider = readings.find((reading) => reading.provider !== undefined)?.provider;
  const stated = readings.find((reading) => reading.sourceLocale !== undefined)?.sourceLocale;
  const peerSource = stated === undefined ? undefined : canonicalLocale(stated);
  const first = readings.find((reading) => filesOf(reading.files, paths).length > 0);
  if (first === undefined) {
    const detection = detect(paths, peerSource);
    const files = detection.found.map(({ template }) => template);
    const file = { sourceLocale: detection.sourceLocale, files, ...(provider && { provider }) };
    return { file, sourceReason: detection.sourceReason, peers: [], detection };
  }
  // In a monorepo each package may have a configuration of the same peer.
  const peers = readings.filter(({ peer }) => peer === first.peer);
  const found = filesOf([...new Set(peers.flatMap(({ files }) => files))], paths);
  const source = sourceLocaleOf(found, peerSource);
  const locales = [...new Set(peers.flatMap((reading) => reading.locales ?? []))];
  const targetLocales = locales.filter((locale) => canonicalLocale(locale) !== source.locale);
  return {
    file: {
      sourceLocale: source.locale,
      ...(targetLocales.length > 0 && { targetLocales }),
      files: found.map(({ template }) => template),
      ...(provider && { provider }),
    },
    sourceReason: source.reason,
    peers,
    detection: undefined,
  };
}

/** The templates that read any locale file, with the files by locale. */
function filesOf(
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
