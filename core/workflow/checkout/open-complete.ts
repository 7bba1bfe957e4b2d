import { cleanFiles } from "../../git/clean-listing.ts";
import type { TrackedFile } from "../../git/listing.ts";
import { arrangeComplete } from "../../project/arrange-complete.ts";
import type { Arrangement } from "../../project/arrange.ts";
import type { Config } from "../../project/config.ts";
import type { CompleteListing } from "./complete-listing.ts";

/** A complete listing as files and their arrangement. */
export function openComplete(
  config: Config,
  { files, rows }: CompleteListing,
): { readonly files: readonly TrackedFile[]; readonly arrangement: Arrangement } {
  const tracked = cleanFiles(files);
  const paths = tracked.map(({ path }) => path);
  return { files: tracked, arrangement: arrangeComplete(config, rows, paths) };
}
