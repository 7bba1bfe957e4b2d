import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { listingOf } from "../../git/files.ts";
import type { Repository } from "../../git/repository.ts";
import type { Segment } from "../../ledger/segment.ts";
import { compareText } from "../../model/job-group.ts";
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
