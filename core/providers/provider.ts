import type { OutsideError } from "../model/errors.ts";
import type { JobGroup, Neighbour } from "../model/job-group.ts";
import type { TokenPrices, TokenUsage } from "../model/token-usage.ts";
import type { Store } from "./store.ts";

/** The state of one locale of a group. */
export type JobState =
  | {
      readonly locale: string;
      readonly status: "pending";
      /** What is finished of it already, as far as can be told. */
      readonly texts?: ReadonlyMap<number, string>;
      /** Why nothing may come by itself. */
      readonly reason?: string;
      /** Why nobody could be asked how far it is. */
      readonly fault?: OutsideError;
    }
  | {
      readonly locale: string;
      readonly status: "failed";
      readonly reason: string;
      /** What is finished of it all the same. */
      readonly texts?: ReadonlyMap<number, string>;
      /** The service could not be asked or gave no sound answer; its own work may be well. */
      readonly fault?: OutsideError;
    }
  | {
      readonly locale: string;
      readonly status: "done";
      /** By the message's index; a message that is absent was not translated. */
      readonly texts: ReadonlyMap<number, string>;
      /** What the service says is doubtful about all of them. */
      readonly warning?: string;
    };

/** A short string that any machine can collect with. */
export type Handle = string;

/**
 * The handle of a group that a key may not hand over. What is there already can be collected, and
 * nothing is in flight: another key hands it over.
 */
export const NOT_SENT: Handle = "not-sent";

export interface Limits {
  readonly localesPerGroup: number;
  readonly messagesPerGroup: number;
  readonly charactersPerGroup: number;
}

/** A service that translates job groups. All pass `test/contract/provider.ts`. */
export interface Provider {
  readonly name: string;
  /** Name, engine, model and prompt version: everything of the provider that decides an answer. */
  readonly fingerprint: string;
  readonly limits: Limits;
  /** Target locales it can translate into; undefined when it cannot tell beforehand. */
  supports?(locale: string): boolean;
  /** Idempotent by content key and attempt: the same group twice is one group. */
  submit(group: JobGroup, attempt: number, signal: AbortSignal): Promise<Handle>;
  collect(group: JobGroup, handle: Handle, signal: AbortSignal): Promise<readonly JobState[]>;
  /** Its answers come from people, in days: a run looks once and does not wait. */
  readonly isSlow?: boolean;
  /** Whether it makes use of what stands beside a message. */
  readonly readsNeighbours?: boolean;
  /** What its tokens cost, where the user says so: never guessed. */
  readonly prices?: TokenPrices;
  /**
   * Whether a group had ended before this process submitted it: what failed then fails again under
   * the same attempt. Absent where nothing is remembered of a group that ended.
   */
  endedBefore?(handle: Handle): boolean;
  /** Calls when something of a group may have changed, until the signal aborts. Never throws. */
  watch?(handle: Handle, onNews: () => void, signal: AbortSignal): void;
  /** Where the service keeps translations of its own. */
  readonly store?: Store;
}

/** A part of one locale of a group, small enough for one call. */
export interface Chunk {
  readonly sourceLocale: string;
  readonly targetLocale: string;
  readonly messages: JobGroup["messages"];
  /** The stale translations, by index into `messages`. */
  readonly previous: ReadonlyMap<number, string>;
  /** What stands beside them in the program, and is not among them. */
  readonly neighbours: readonly Neighbour[];
  /** Names that stand in the messages and stay as they are, sorted. */
  readonly terms: readonly string[];
}

export interface ChunkLimits {
  readonly messages: number;
  readonly words: number;
}

/** The texts by index into the chunk's messages; what is absent was not answered. */
export type Answer = ReadonlyMap<number, string>;

/** Translates in this process, a chunk a call. `fromEngine` makes a provider of it. */
export interface Engine {
  readonly name: string;
  readonly fingerprint: string;
  readonly chunk: ChunkLimits;
  /** Chunks that may be asked for at the same time; 4 when absent. */
  readonly concurrency?: number;
  /** Knows no placeholders: it is given texts whose marks are masked, a stretch of prose each. */
  readonly isPlain?: true;
  /** Whether it makes use of a chunk's neighbours. */
  readonly readsNeighbours?: boolean;
  supports?(locale: string): boolean;
  /**
   * Throws OutsideError when nothing could be answered. Tells `spend` what it was paid for, whether
   * or not the answer was of use.
   */
  translate(
    chunk: Chunk,
    signal: AbortSignal,
    spend: (tokens: TokenUsage) => void,
  ): Promise<Answer>;
}
