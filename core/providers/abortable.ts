import { setMaxListeners } from "node:events";

/** The work's outcome, or the signal's reason as soon as it aborts, whatever the work does then. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Many requests share one signal: that is no leak, and nothing to warn of.
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    function stop(): void {
      reject(signal.reason as Error);
    }
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
