import { setTimeout as sleep } from "node:timers/promises";
import { OutsideError } from "../../model/errors.ts";
import { Declined, Refusal } from "../refusal.ts";
import { type BatchDesk, outcomesOf } from "./batch-desk.ts";
import type { Batch, BatchWork } from "./batches.ts";

/** Results are kept for 29 days at one service and 30 at the other. */
const KEPT_MS = 29 * 24 * 60 * 60 * 1000;
const MOST_TRIES = 3;

/** What to find, or to create where there is none. */
export interface SoughtBatch extends BatchWork {
  /** Unix milliseconds before which it cannot have been created. */
  readonly since?: number;
}

/**
 * A batch, which is created unless some machine has. The services know no idempotency
 * key, so it is looked for before and after: of two machines that create it within the same seconds
 * the later one cancels its own and takes the other's. What the later batch answers until it is
 * cancelled is paid for twice; that window remains.
 */
export async function findOrCreate(
  sought: SoughtBatch,
  desk: BatchDesk,
  signal: AbortSignal,
): Promise<Batch> {
  const { http, service } = desk;
  let create: (() => Promise<Batch>) | undefined;
  for (let attempt = 1; ; attempt++) {
    const twin = await findBatch(sought, desk, signal);
    if (twin !== undefined) return claimed(twin);
    let created: Batch;
    try {
      create ??= await service.batches.prepare(http, sought, signal);
      created = await create();
    } catch (error) {
      // It may have been created all the same: the next round looks before it tries again.
      const isNone = error instanceof Refusal || error instanceof Declined;
      if (isNone || attempt >= MOST_TRIES || !(error instanceof OutsideError)) throw error;
      await sleep(500 * attempt, undefined, { signal }).catch(() => signal.throwIfAborted());
      continue;
    }
    const first = (await findBatch(sought, desk, signal)) ?? created;
    if (first.id !== created.id) await service.batches.cancel(http, created.id, signal);
    return claimed(first);
  }

  function claimed(batch: Batch): Batch {
    desk.claims.set(batch.id, sought.tag);
    return batch;
  }
}

/**
 * The oldest batch with this tag, so that all machines find the same one. One that came to nothing
 * does not count.
 */
async function findBatch(
  { tag, requests, since = Date.now() - KEPT_MS }: SoughtBatch,
  desk: BatchDesk,
  signal: AbortSignal,
): Promise<Batch | undefined> {
  const newestFirst = await desk.service.batches.list(desk.http, since, signal);
  for (const batch of newestFirst.toReversed()) {
    if (batch.fault !== undefined || (batch.isOver && batch.answered === 0)) continue;
    const isOurs =
      batch.tag === undefined
        ? batch.requests === requests.length && (await mayBeTagged(batch, tag, desk, signal))
        : batch.tag === tag;
    if (isOurs) return batch;
  }
  return undefined;
}

/**
 * Where a service tells of a running batch no more than its size, one of the right size that no
 * other group of this process has may be ours and is waited for: asking twice costs money, waiting
 * does not.
 */
async function mayBeTagged(
  batch: Batch,
  tag: string,
  desk: BatchDesk,
  signal: AbortSignal,
): Promise<boolean> {
  if (batch.isOver) return isTagged(batch, tag, desk, signal);
  return !batch.isCancelled && (desk.claims.get(batch.id) ?? tag) === tag;
}

async function isTagged(
  batch: Batch,
  tag: string,
  desk: BatchDesk,
  signal: AbortSignal,
): Promise<boolean> {
  const [id] = (await outcomesOf(batch, desk, signal)).keys();
  return id?.startsWith(tag) ?? false;
}
