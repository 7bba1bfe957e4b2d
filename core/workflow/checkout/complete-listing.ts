import { type CleanListing, cleanListing } from "../../git/clean-listing.ts";
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
