import { type CleanListing, cleanFiles, cleanListing } from "../../git/clean-listing.ts";
import type { TrackedFile } from "../../git/listing.ts";
import { arrangeComplete } from "../../project/arrange-complete.ts";
import type { Arrangement } from "../../project/arrange.ts";
import { type CompleteRows, completeRows } from "../../project/complete-rows.ts";
import type { Config } from "../../project/config.ts";

/** A checkout in which every file is as git's index has it, and no target is without its file. */
export interface CompleteListing {
  readonly files: CleanListing;
  readonly rows: CompleteRows;
}

const read = new WeakMap<Buffer, CompleteListing | undefined>();

/** Undefined for any other checkout. Read once, for who asks whether all is settled and for who goes on. */
export function completeListing(config: Config, listing: Buffer): CompleteListing | undefined {
  if (read.has(listing)) return read.get(listing);
  const files = cleanListing(listing);
  const rows = files && completeRows(config, files);
  const complete = files && rows && { files, rows };
  read.set(listing, complete);
  return complete;
}

/** The same as files and their arrangement. */
export function openComplete(
  config: Config,
  { files, rows }: CompleteListing,
): { readonly files: readonly TrackedFile[]; readonly arrangement: Arrangement } {
  const tracked = cleanFiles(files);
  const paths = tracked.map(({ path }) => path);
  return { files: tracked, arrangement: arrangeComplete(config, rows, paths) };
}
