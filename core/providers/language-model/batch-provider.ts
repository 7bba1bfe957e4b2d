import type { Provider } from "../provider.ts";
import type { BatchDesk } from "./batch-desk.ts";
import type { Batch } from "./batches.ts";
import { allOpen, requestsFor } from "./batch-questions.ts";
import { collectBatches } from "./batch-run.ts";
import { findOrCreate } from "./find-batch.ts";
import { tagOf } from "./tag.ts";

/** `batch.<tag>.<id>`: what tells a batch from the attempts of an engine, and whose it must be. */
const HANDLE = /^batch\.([\w-]{16})\.([\w.:-]{1,128})$/u;

/**
 * A provider that hands each group whole to a service's batch mode while `isOn`. What was handed
 * over before is collected either way.
 */
export function withBatches(direct: Provider, desk: BatchDesk, isOn: boolean): Provider {
  /** By tag: who submits the same group at the same time waits for the first. */
  const underway = new Map<string, Promise<Batch>>();
  const ended = new Set<string>();

  return {
    ...direct,
    async submit(group, attempt, signal) {
      if (!isOn) return direct.submit(group, attempt, signal);
      signal.throwIfAborted();
      const tag = tagOf(`${group.contentKey} ${attempt}`);
      const requests = requestsFor(tag, group, allOpen(group), desk);
      const work = underway.get(tag) ?? findOrCreate({ tag, requests }, desk, signal);
      underway.set(tag, work);
      try {
        const { id, isOver } = await work;
        const handle = `batch.${tag}.${id}`;
        if (isOver) ended.add(handle);
        return handle;
      } finally {
        underway.delete(tag);
      }
    },
    async collect(group, handle, signal) {
      const [, tag, id] = HANDLE.exec(handle) ?? [];
      if (tag === undefined || id === undefined) return direct.collect(group, handle, signal);
      return collectBatches(group, { tag, id }, desk, signal);
    },
    ...(isOn && { endedBefore: (handle) => ended.has(handle) }),
  };
}
