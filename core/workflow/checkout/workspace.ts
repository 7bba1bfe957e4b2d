import type { Objects } from "../../git/objects.ts";
import type { BlobStore } from "./catalog-store.ts";
import type { HistoryReader } from "../judge/ask-history.ts";
import type { Room } from "./room.ts";
import type { Checkout } from "./read-checkout.ts";

/** What a run stands on: one state of the checkout, and what files and history are read through. */
export interface Workspace extends Checkout {
  /** The commit checked out; undefined in a repository without commits. Asked once, when needed. */
  head(): Promise<string | undefined>;
  readonly objects: Objects;
  readonly blobs: BlobStore;
  /** Undefined: history is not to be asked. */
  readonly history: HistoryReader | undefined;
  /** Where targets are read into, if each is let go before the next. */
  readonly room?: Room;
}
