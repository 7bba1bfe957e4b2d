import { LISTING, parseListing, type TrackedFile } from "./listing.ts";
import type { Repository } from "./repository.ts";
import type { GitCall } from "./process.ts";
import { gitOutput, gitOutputSync } from "./run.ts";

export type { TrackedFile } from "./listing.ts";

/**
 * The files of the index and the work tree that match `pathspecs` (git's own, relative to the
 * root; none: all files), ignored ones left out: untracked ones first, then in the index's order.
 * One process when nothing changed; another one or two hash what git says is changed. Reads only
 * the index's stat data otherwise. Throws {@link OutsideError}.
 */
export async function listFiles(
  repo: Repository,
  pathspecs: readonly string[],
): Promise<readonly TrackedFile[]> {
  return (await readListing(repo, listingOf(repo, pathspecs))).files;
}

/** The files as git prints them, unread. Throws {@link OutsideError}. */
export function listingOf(repo: Repository, pathspecs: readonly string[]): Buffer {
  // Everybody waits for this one anyway; Node's streams would cost a third of git's own time.
  return gitOutputSync(repo, listingCall(pathspecs));
}

/** The same where others work meanwhile. */
export function listingBeside(repo: Repository, pathspecs: readonly string[]): Promise<Buffer> {
  return gitOutput(repo, listingCall(pathspecs));
}

function listingCall(pathspecs: readonly string[]): GitCall {
  return { purpose: "list the files", args: [...LISTING, "--", ...pathspecs] };
}

/** `isWhole`: the listing alone tells every id, so equal bytes tell of equal contents. */
export async function readListing(
  repo: Repository,
  listing: Buffer,
): Promise<{ readonly files: readonly TrackedFile[]; readonly isWhole: boolean }> {
  const { files, unsettled } = parseListing(listing);
  if (unsettled.length > 0) {
    const { settle } = await import("./settle.ts");
    await settle(repo, unsettled);
  }
  return { files, isWhole: unsettled.length === 0 };
}
