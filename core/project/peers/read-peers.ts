import { posix } from "node:path";
import { canonicalLocale } from "../../model/locale.ts";
import type { ConfigFile } from "../config.ts";
import { readInside } from "../files.ts";
import { templateFault } from "../template.ts";
import { crowdin } from "./crowdin.ts";
import { flutter } from "./flutter.ts";
import { i18nTasks } from "./i18n-tasks.ts";
import { i18nextCli, i18nextParser } from "./i18next.ts";
import { inlang } from "./inlang.ts";
import { lingo } from "./lingo.ts";
import { locize } from "./locize.ts";
import { loco } from "./loco.ts";
import type { Draft, Peer } from "./peer.ts";
import { tolgee } from "./tolgee.ts";

/** Those that say most come first: where two speak of files, the first is believed. */
const PEERS: readonly Peer[] = [
  i18nextCli,
  lingo,
  inlang,
  flutter,
  i18nTasks,
  i18nextParser,
  tolgee,
  crowdin,
  loco,
  locize,
];

/** What a peer's configuration says, in the repository's terms. */
export interface PeerReading {
  readonly peer: string;
  /** The file that it was read from, relative to the repository's root. */
  readonly path: string;
  /** As spelled there. */
  readonly sourceLocale: string | undefined;
  readonly locales: readonly string[] | undefined;
  /** Path templates relative to the repository's root. */
  readonly files: readonly string[];
  readonly provider: ConfigFile["provider"];
  /** What could not be taken over. */
  readonly notes: readonly string[];
}

const MOST_READ = 50;

/** Reads the configurations of peers among a repository's paths, the most telling peer first. */
export async function readPeers(root: string, paths: readonly string[]): Promise<PeerReading[]> {
  const readings: PeerReading[] = [];
  for (const peer of PEERS) {
    const own = paths.filter((path) => isConfigOf(peer, path)).slice(0, MOST_READ);
    for (const path of own) {
      const bytes = await readInside(root, path);
      const reading = bytes && readPeer(peer, new TextDecoder().decode(bytes), path);
      if (reading !== undefined) readings.push(reading);
    }
  }
  return readings;
}

function isConfigOf({ paths }: Peer, path: string): boolean {
  if (/(?:^|\/)(?:node_modules|vendor|dist|fixtures|__fixtures__)\//u.test(path)) return false;
  return paths.some((own) => path === own || path.endsWith(`/${own}`));
}

function readPeer(peer: Peer, text: string, path: string): PeerReading | undefined {
  const draft: Draft | undefined = peer.read(text, path);
  if (draft === undefined) return undefined;
  const notes = [...(draft.notes ?? [])];
  const files: string[] = [];
  for (const template of draft.files ?? []) {
    const whole = posix.join(posix.dirname(path), template);
    const fault = templateFault(whole);
    if (fault === undefined) files.push(whole);
    else notes.push(fault);
  }
  const locales = Array.isArray(draft.locales) ? draft.locales.filter(isLocale) : [];
  return {
    peer: peer.name,
    path,
    sourceLocale: isLocale(draft.sourceLocale) ? draft.sourceLocale : undefined,
    locales: locales.length > 0 ? locales : undefined,
    files,
    provider: draft.provider,
    notes,
  };
}

function isLocale(value: unknown): value is string {
  return typeof value === "string" && canonicalLocale(value) !== undefined;
}
