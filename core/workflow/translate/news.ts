import { setTimeout as sleep } from "node:timers/promises";
import type { Handle, Provider } from "../../providers/provider.ts";

/** What a provider tells unasked, where it can. */
export interface News {
  /** Until there is something new of one of the groups, but at most so many milliseconds. */
  wait(handles: readonly Handle[], longest: number): Promise<void>;
  close(): void;
}

/** Nothing is opened before somebody waits. */
export function openNews(from: {
  readonly provider: Provider;
  readonly signal: AbortSignal;
}): News {
  const { provider, signal } = from;
  const closed = new AbortController();
  const either = AbortSignal.any([signal, closed.signal]);
  const watched = new Set<Handle>();
  let isNew = false;
  let rest = new AbortController();

  function onNews(): void {
    isNew = true;
    rest.abort();
  }

  return {
    async wait(handles, longest) {
      for (const handle of handles) {
        if (!watched.has(handle)) provider.watch?.(handle, onNews, either);
        watched.add(handle);
      }
      rest = new AbortController();
      if (!isNew) {
        const until = AbortSignal.any([signal, rest.signal]);
        await sleep(longest, undefined, { signal: until }).catch(() => signal.throwIfAborted());
      }
      isNew = false;
    },
    close: () => closed.abort(),
  };
}
