import { type TrackedFile, readListing } from "../../git/files.ts";
import type { Repository } from "../../git/repository.ts";
import { type Ledger, readLedger } from "../../ledger/ledger.ts";
import { type Arrangement, arrange } from "../../project/arrange.ts";
import type { Config } from "../../project/config.ts";
import { splitCode } from "../usage/code-files.ts";
import { isLink, resolveLinks } from "./links.ts";
import { arrangementNotes, ledgerNotes } from "./notes.ts";
import type { Project } from "./project.ts";
import { type RawCheckout, readRawCheckout } from "./raw-checkout.ts";

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
