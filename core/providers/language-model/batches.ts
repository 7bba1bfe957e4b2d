import type { Http } from "../http/http.ts";

/** One question of a batch. */
export interface BatchRequest {
  /** Letters, digits, `_` and `-`, 64 at most. */
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A batch as the service tells of it. */
export interface Batch {
  readonly id: string;
  /** Whose it is; undefined where the service does not say until it is over. */
  readonly tag?: string | undefined;
  readonly requests: number;
  readonly isOver: boolean;
  /** Somebody has cancelled it, and it is not over yet. */
  readonly isCancelled: boolean;
  /** Requests with an answer, as far as it is over. */
  readonly answered: number;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** Why nothing will come of it. */
  readonly fault?: string | undefined;
  /** Where the answers are, in the words of the service. */
  readonly files: readonly string[];
}

/** What became of a request. */
export type BatchOutcome =
  | { readonly outcome: "answered"; readonly body: unknown }
  /** Asked again it would be answered no better. */
  | { readonly outcome: "refused"; readonly reason: string }
  /** It expired, was cancelled, or the service failed: nothing was paid for it. */
  | { readonly outcome: "lost"; readonly reason: string };

/** What a batch is made of. */
export interface BatchWork {
  readonly tag: string;
  readonly requests: readonly BatchRequest[];
}

/** How a service takes work in batches. */
export interface BatchApi {
  /** Those created after `since`, the newest first. */
  list(http: Http, since: number, signal: AbortSignal): Promise<readonly Batch[]>;
  /** Brings the requests there; what it returns creates the batch, and may be called again. */
  prepare(http: Http, work: BatchWork, signal: AbortSignal): Promise<() => Promise<Batch>>;
  read(http: Http, id: string, signal: AbortSignal): Promise<Batch>;
  cancel(http: Http, id: string, signal: AbortSignal): Promise<void>;
  /** By the request's id. */
  outcomes(
    http: Http,
    batch: Batch,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, BatchOutcome>>;
}
