import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type listingBeside, listingOf } from "../../git/files.ts";
import { headOf } from "../../git/head.ts";
import type { Repository } from "../../git/repository.ts";
import type { Segment } from "../../ledger/segment.ts";
import { compareText } from "../../model/compare-text.ts";
import { realPathInside } from "../../project/inside.ts";
import { systemError } from "../../project/system-error.ts";
import { codePathspecsOf } from "../usage/code-files.ts";
import type { Project } from "./project.ts";

/** What git and the ledger say, unread: equal ones tell of equal checkouts. */
export interface RawCheckout {
  readonly listing: Buffer;
  readonly segments: readonly Segment[];
  /** Sources are listed as well. */
  readonly hasCode: boolean;
  /** The commit checked out when this was read, where files alone tell it. */
  readonly head?: string | undefined;
}

/** One process of git, the ledger, and no locale file. `withCode`: sources too, where they matter. */
export async function readRawCheckout(
  project: Project,
  withCode: boolean = false,
  list: typeof listingOf | typeof listingBeside = listingOf,
): Promise<RawCheckout> {
  const { repository, config, ledgerFolder } = project;
  const pathspecs = config.families.map(({ template }) => template.pathspec);
  const code = withCode ? codePathspecsOf(repository.root, config) : [];
  const listing = await list(repository, [...pathspecs, ...code]);
  const segments = await readSegments(repository, ledgerFolder);
  return { listing, segments, hasCode: code.length > 0, head: headOf(repository) };
}

/** How often the ledger is listed again where a segment went before it was read. */
const MOST_LISTINGS = 20;

/**
 * All segments; what else lies in the folder, links and pipes with it, is none. No lock is held:
 * another run may put its segments into one meanwhile, and what stands then is read.
 */
export async function readSegments(
  { root }: Repository,
  path: string,
): Promise<readonly Segment[]> {
  for (let listing = 1; ; listing++) {
    const folder = await realPathInside(root, path);
    if (!folder.exists) return [];
    try {
      return segmentsIn(folder.path);
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === "ENOENT";
      if (!isGone || listing === MOST_LISTINGS) throw systemError(error, "read", path);
    }
  }
}

function segmentsIn(folder: string): readonly Segment[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[0-9a-f]{32}$/u.test(entry.name))
    .map(({ name }) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
    .sort((a, b) => compareText(a.name, b.name));
}
