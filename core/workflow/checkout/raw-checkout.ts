import { type listingBeside, listingOf } from "../../git/files.ts";
import { headOf } from "../../git/head.ts";
import type { Segment } from "../../ledger/segment.ts";
import { codePathspecsOf } from "../usage/code-files.ts";
import { type ManifestTexts, readManifest } from "../usage/manifest.ts";
import type { Project } from "./project.ts";
import { type ReadSegment, readSegments } from "./segments.ts";

/** What git and the ledger say, unread: equal ones tell of equal checkouts. */
export interface RawCheckout {
  readonly listing: Buffer;
  /** What git was asked for. */
  readonly pathspecs: readonly string[];
  /** What decided whether sources are among that. */
  readonly manifests: ManifestTexts;
  readonly segments: readonly ReadSegment[];
  /** Sources are listed as well. */
  readonly hasCode: boolean;
  /** The commit checked out when this was read, where files alone tell it. */
  readonly head?: string | undefined;
}

/** What is read to see how things stand. */
export type Listed = Pick<RawCheckout, "listing" | "hasCode"> & {
  readonly segments: readonly Segment[];
};

/** One process of git, the ledger, and no locale file. `withCode`: sources too, where they matter. */
export async function readRawCheckout(
  project: Project,
  withCode: boolean = false,
  list: typeof listingOf | typeof listingBeside = listingOf,
): Promise<RawCheckout> {
  const { repository, config, ledgerFolder } = project;
  const manifests = new Map<string, string | undefined>();
  function read(path: string): string | undefined {
    const text = readManifest(repository.root, path);
    manifests.set(path, text);
    return text;
  }
  const code = withCode ? codePathspecsOf(read, config) : [];
  const pathspecs = [...config.families.map(({ template }) => template.pathspec), ...code];
  const listing = await list(repository, pathspecs);
  const segments = await readSegments(repository, ledgerFolder);
  const head = headOf(repository);
  return { listing, pathspecs, manifests, segments, hasCode: code.length > 0, head };
}
