import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type TrackedFile, listingOf, readListing } from "../../git/files.ts";
import type { Repository } from "../../git/repository.ts";
import { type Ledger, readLedger } from "../../ledger/ledger.ts";
import type { Segment } from "../../ledger/segment.ts";
import { compareText } from "../../model/job-group.ts";
import { type Arrangement, arrange } from "../../project/arrange.ts";
import type { Config } from "../../project/config.ts";
import { realPathInside } from "../../project/inside.ts";
import { systemError } from "../../project/system-error.ts";
import { codePathspecsOf, splitCode } from "../usage/code-files.ts";
import { isLink, resolveLinks } from "./links.ts";
import { arrangementNotes, ledgerNotes } from "./notes.ts";
import type { Project } from "./project.ts";

/** One state of a checkout, as git and the ledger tell it: enough to see that nothing is open. */
export interface Checkout {
  readonly repository: Repository;
  readonly config: Config;
  readonly arrangement: Arrangement;
  /** By path: every file that a template matches. */
  readonly files: ReadonlyMap<string, TrackedFile>;
  /** Git's listing alone tells every id: no file is changed, new, or a link. */
  readonly isWhole: boolean;
  /** Sources that may use messages, and every `package.json`; empty where none is looked at. */
  readonly code: readonly TrackedFile[];
  /** Relative to the repository's root: where segments stand. */
  readonly ledgerFolder: string;
  readonly ledger: Ledger;
  /** What was assumed while reading, in whole sentences. */
  readonly notes: readonly string[];
}

/** What git and the ledger say, unread: equal ones tell of equal checkouts. */
export interface RawCheckout {
  readonly listing: Buffer;
  readonly segments: readonly Segment[];
  /** Sources are listed as well. */
  readonly hasCode: boolean;
}

/** One process of git, the ledger, and no locale file. `withCode`: sources too, where they matter. */
export async function readRawCheckout(
  project: Project,
  withCode: boolean = false,
): Promise<RawCheckout> {
  const { repository, config, ledgerFolder } = project;
  const pathspecs = config.families.map(({ template }) => template.pathspec);
  const code = withCode ? codePathspecsOf(repository.root, config) : [];
  const listing = listingOf(repository, [...pathspecs, ...code]);
  const segments = await readSegments(repository, ledgerFolder);
  return { listing, segments, hasCode: code.length > 0 };
}

export async function readCheckout(project: Project, raw?: RawCheckout): Promise<Checkout> {
  const { repository, config, ledgerFolder } = project;
  const { listing, segments, hasCode } = raw ?? (await readRawCheckout(project));
  const listed = await readListing(repository, listing);
  const [code, locales] = hasCode ? splitCode(config, listed.files) : [[], listed.files];
  const files = new Map<string, TrackedFile>();
  for (const file of await resolveLinks(repository, locales)) {
    if (file.state !== "deleted") files.set(file.path, file);
  }
  const arrangement = arrange(config, [...files.keys()]);
  const ledger = readLedger(segments);
  const notes = [
    ...project.notes,
    ...arrangementNotes(arrangement, config),
    ...ledgerNotes(ledger, ledgerFolder),
  ];
  const isWhole = listed.isWhole && !locales.some(isLink);
  return { repository, config, arrangement, files, isWhole, code, ledgerFolder, ledger, notes };
}

/** All segments; what else lies in the folder, links and pipes with it, is none. */
export async function readSegments(
  { root }: Repository,
  path: string,
): Promise<readonly Segment[]> {
  const folder = await realPathInside(root, path);
  if (!folder.exists) return [];
  try {
    return readdirSync(folder.path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /^[0-9a-f]{32}$/u.test(entry.name))
      .map(({ name }) => ({ name, text: readFileSync(join(folder.path, name), "utf8") }))
      .sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    throw systemError(error, "read", path);
  }
}
