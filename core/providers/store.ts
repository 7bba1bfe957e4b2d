import type { JobGroup } from "../model/job-group.ts";
import type { Message, MessageId } from "../model/message.ts";
import type { Proposal } from "../model/proposal.ts";
import type { Provider } from "./provider.ts";

/** What a service has for one message in one locale; in the source locale, the message's source. */
export interface StoredText {
  readonly text: string;
  /** Unix milliseconds by the service's own clock; absent where it does not tell. */
  readonly updatedAt?: number;
  /** Asks for it, where the service tells it of one text at a time: only when it matters. */
  findUpdatedAt?(): Promise<number | undefined>;
  /** Whether another pull request brought it, where the service has one text for all of them. */
  isProposed?(): Promise<boolean>;
  /** Who made it, as far as the service tells. */
  readonly by?: "person" | "machine";
  /** Whether it has passed whatever review the project asks for. What has not is not taken. */
  readonly isApproved: boolean;
}

/** A text to be set. */
export interface StoreWrite extends MessageId {
  readonly text: string;
}

/**
 * What a service can do that keeps translations of its own, where people edit them. All messages of
 * one call are of one namespace. Each throws OutsideError; Refusal where the key may not do it.
 * `test/contract/store.ts` is its contract; which side wins is decided in `core/workflow/` alone.
 */
export interface Store {
  /** Whether what git deleted is to be deleted at the service too. Off unless a project asks. */
  readonly deletes: boolean;
  /** By index into `messages`. What the service does not know, or holds empty, is absent. */
  read(
    locale: string,
    messages: readonly MessageId[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, StoredText>>;
  /** Sets texts as a person's, for nobody to translate anew. What stands so already costs nothing. */
  write(locale: string, texts: readonly StoreWrite[], signal: AbortSignal): Promise<void>;
  /** The locales of its project, the source's too, by their canonical ids. */
  locales?(signal: AbortSignal): Promise<readonly string[]>;
  /** Deletes messages in every locale. What is gone already is no fault. */
  remove(messages: readonly MessageId[], signal: AbortSignal): Promise<void>;
  /** Gives a namespace another name in every locale. Absent: texts are written anew under it. */
  rename?(from: string, to: string, signal: AbortSignal): Promise<void>;
  /** Tells of messages that a program asked for and the service may not know; changes none. */
  reportMissing?(messages: readonly Message[], signal: AbortSignal): Promise<void>;
  /** Tells which messages a program uses. */
  reportUsed?(messages: readonly MessageId[], signal: AbortSignal): Promise<void>;
  /**
   * What the service would bill for submitting these groups and for `reads` calls of `read`, one
   * namespace in one locale each, in a whole sentence. Asks nobody.
   */
  bill?(groups: readonly JobGroup[], reads: number): string;
  /** By locale. Costly to the service: once a run. */
  statistics?(signal: AbortSignal): Promise<ReadonlyMap<string, StoreCounts>>;
  readonly proposals?: Proposals;
  readonly releases?: Releases;
}

export interface StoreCounts {
  readonly translated: number;
  readonly total: number;
}

/** What programs read from the service's own network, and when it changes. */
export interface Releases {
  /** Resolves when the service has done it. */
  publish(signal: AbortSignal): Promise<void>;
  /** Makes another version the same as the one that is worked on. */
  copyTo(version: string, signal: AbortSignal): Promise<void>;
}

/**
 * How a service keeps the texts of a pull request apart: in a copy, or by a mark on them.
 * `test/contract/proposals.ts` is its contract.
 */
export interface Proposals {
  /** The provider as it works for the pull request. */
  open(proposal: Proposal, signal: AbortSignal): Promise<Provider>;
  /** Its texts are the main ones from now on; "absent" where nothing was kept apart for it. */
  merge(proposal: Proposal, signal: AbortSignal): Promise<"merged" | "absent">;
  /** `base`: all source texts, as they are without it. */
  remove(
    proposal: Proposal,
    base: () => Promise<readonly Message[]>,
    signal: AbortSignal,
  ): Promise<"removed" | "absent">;
}
