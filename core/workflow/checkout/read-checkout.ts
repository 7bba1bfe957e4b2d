import { type TrackedFile, readListing } from "../../git/files.ts";
import type { Repository } from "../../git/repository.ts";
import { type Ledger, readLedger } from "../../ledger/ledger.ts";
import { type Arrangement, arrange } from "../../project/arrange.ts";
import type { Config } from "../../project/config.ts";
import { splitCode } from "../usage/code-files.ts";
import { completeListing } from "./complete-listing.ts";
import { isLink, resolveLinks } from "./links.ts";
import { arrangementNotes, ledgerNotes } from "./notes.ts";
import { openComplete } from "./open-complete.ts";
import type { Project } from "./project.ts";
import { type Listed, readRawCheckout } from "./raw-checkout.ts";

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
  /** Other files that may name keys; empty where nobody asks which keys are unused. */
  readonly data: readonly TrackedFile[];
  /** Relative to the repository's root: where segments stand. */
  readonly ledgerFolder: string;
  readonly ledger: Ledger;
  /** What was assumed while reading, in whole sentences. */
  readonly notes: readonly string[];
}

export async function readCheckout(project: Project, raw?: Listed): Promise<Checkout> {
  const { repository, config, ledgerFolder } = project;
  const read = raw ?? (await readRawCheckout(project));
  const { files, arrangement, isWhole, code, data } = await readFiles(project, read);
  const ledger = readLedger(read.segments);
  const notes = [
    ...project.notes,
    ...arrangementNotes(arrangement, config),
    ...ledgerNotes(ledger, ledgerFolder),
  ];
  const found = { files, arrangement, isWhole, code, data };
  return { repository, config, ...found, ledgerFolder, ledger, notes };
}

type Files = Pick<Checkout, "files" | "arrangement" | "isWhole" | "code" | "data">;

async function readFiles(
  { repository, config }: Project,
  { listing, hasCode }: Listed,
): Promise<Files> {
  const complete = hasCode ? undefined : completeListing(config, listing);
  if (complete !== undefined) {
    const { files, arrangement } = openComplete(config, complete);
    return { files: byPath(files), arrangement, isWhole: true, code: [], data: [] };
  }
  const listed = await readListing(repository, listing);
  const { code, locales, data } = hasCode
    ? splitCode(config, listed.files)
    : { code: [], locales: listed.files, data: [] };
  const resolved = await resolveLinks(repository, locales);
  const files = byPath(resolved.filter(({ state }) => state !== "deleted"));
  const isWhole = listed.isWhole && !locales.some(isLink);
  return { files, arrangement: arrange(config, [...files.keys()]), isWhole, code, data };
}

function byPath(files: readonly TrackedFile[]): ReadonlyMap<string, TrackedFile> {
  const known = new Map<string, TrackedFile>();
  for (const file of files) known.set(file.path, file);
  return known;
}
