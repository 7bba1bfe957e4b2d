import type { Http } from "../http/http.ts";
import type { Journal } from "../journal.ts";
import type { Chunk } from "../provider.ts";
import type { Batch, BatchOutcome } from "./batches.ts";
import type { Negotiation } from "./negotiation.ts";
import type { LanguageModelService } from "./service.ts";

/** Where batches are handed over and fetched. */
export interface BatchDesk {
  readonly service: LanguageModelService;
  readonly http: Http;
  readonly negotiation: Negotiation;
  body(chunk: Chunk): Readonly<Record<string, unknown>>;
  readonly journal: Journal;
  /** Tags by the id of the batch that this process takes for theirs. */
  readonly claims: Map<string, string>;
  /** What batches that are over came to, by id: each is fetched once a process. */
  readonly over: Map<string, ReadonlyMap<string, BatchOutcome>>;
}

export async function outcomesOf(
  batch: Batch,
  { service, http, over }: BatchDesk,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, BatchOutcome>> {
  const known = over.get(batch.id);
  if (known !== undefined) return known;
  const outcomes = await service.batches.outcomes(http, batch, signal);
  over.set(batch.id, outcomes);
  return outcomes;
}
