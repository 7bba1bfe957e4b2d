import type { TrackedFile } from "../git/files.ts";
import type { Objects } from "../git/objects.ts";
import type { Repository } from "../git/repository.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Arrangement } from "../project/arrange.ts";
import type { Config } from "../project/config.ts";
import type { BlobStore } from "./catalog-store.ts";
import type { HistoryReader } from "./ask-history.ts";

/** What a run stands on: one state of the checkout, read once. */
export interface Workspace {
  readonly repository: Repository;
  /** The commit checked out; undefined in a repository without commits. Asked once, when needed. */
  head(): Promise<string | undefined>;
  readonly config: Config;
  readonly arrangement: Arrangement;
  /** By path: every file that a template matches. */
  readonly files: ReadonlyMap<string, TrackedFile>;
  /** Relative to the repository's root: where segments stand. */
  readonly ledgerFolder: string;
  readonly ledger: Ledger;
  readonly objects: Objects;
  readonly blobs: BlobStore;
  /** Undefined: history is not to be asked. */
  readonly history: HistoryReader | undefined;
  /** What was assumed while opening, in whole sentences. */
  readonly notes: readonly string[];
}
