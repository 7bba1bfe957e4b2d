/** Files that changed, handed on in one piece when a moment was quiet, and never twice at once. */
export interface Changes {
  add(paths: readonly string[]): void;
  stop(): void;
}

/**
 * Editors and git write in bursts: milliseconds without another change. Vite's watcher keeps quiet
 * about a file for 50 of them after it told of it, so what is read sooner may be written again
 * without a word: a formatter runs on what an editor saved.
 */
const QUIET = 60;

export function startChanges(handle: (paths: readonly string[]) => Promise<void>): Changes {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  function flush(): void {
    const paths = [...waiting];
    waiting.clear();
    running = running.then(() => handle(paths));
  }
  return {
    add(paths) {
      for (const path of paths) waiting.add(path);
      clearTimeout(timer);
      timer = setTimeout(flush, QUIET);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
