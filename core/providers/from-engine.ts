import pLimit from "p-limit";
import { MAX_LOCALES_PER_GROUP } from "../model/job-group.ts";
import { abortable } from "./abortable.ts";
import { type Attempt, runEngine } from "./engine-run.ts";
import type { Journal } from "./journal.ts";
import { maskedEngine } from "./masked.ts";
import type { Engine, Provider } from "./provider.ts";

const SLICE_MS = 15_000;

/**
 * A provider whose work is done in this process, while it is collected. One collect begins no chunk
 * after `slice` milliseconds: what is finished can be written before the rest is, so a job that a
 * CI deadline ends has lost nothing it paid for. Another collect goes on; it needs no pause before.
 */
export function fromEngine(engine: Engine, journal: Journal, slice: number = SLICE_MS): Provider {
  const asked = engine.isPlain ? maskedEngine(engine) : engine;
  const attempts = new Map<string, Attempt>();
  const takeTurns = pLimit(1);

  return {
    name: engine.name,
    fingerprint: engine.fingerprint,
    limits: {
      localesPerGroup: MAX_LOCALES_PER_GROUP,
      messagesPerGroup: 1_000,
      charactersPerGroup: 100_000,
    },
    ...(engine.readsNeighbours && { readsNeighbours: true }),
    ...(engine.supports && { supports: engine.supports }),
    async submit(_group, attempt, signal) {
      signal.throwIfAborted();
      return String(attempt);
    },
    async collect(group, handle, signal) {
      const id = `${group.contentKey} ${handle}`;
      const attempt = attempts.get(id) ?? {
        failed: new Map(),
        answered: false,
        refused: undefined,
      };
      attempts.set(id, attempt);
      // One collect after the other: the second of the same group finds what the first paid for.
      const work = takeTurns(() => {
        const until = performance.now() + slice;
        return runEngine(group, { engine: asked, journal, attempt, until, signal });
      });
      return abortable(work, signal);
    },
  };
}
