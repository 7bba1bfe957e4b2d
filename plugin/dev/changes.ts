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

/** What waits no longer for a quiet moment, in milliseconds: a log beside it never comes to rest. */
const LONGEST = 1_000;

/** `handle` settles its own failures. */
export function startChanges(handle: (paths: readonly string[]) => Promise<void>): Changes {
  /** When each was last told of. */
  const waiting = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let since: number | undefined;
  let isRunning = false;
  let isDue = false;

  /** Those that rest since then. What comes while one piece is handled is one more piece. */
  async function hand(restingSince: number): Promise<void> {
    isDue = isRunning;
    if (isRunning) return;
    const paths = [...waiting].filter(([, at]) => at <= restingSince).map(([path]) => path);
    for (const path of paths) waiting.delete(path);
    since = undefined;
    isRunning = true;
    await handle(paths);
    isRunning = false;
    if (isDue) void hand(performance.now() - QUIET);
  }

  return {
    add(paths) {
      const now = performance.now();
      for (const path of paths) waiting.set(path, now);
      since ??= now;
      clearTimeout(timer);
      timer = setTimeout(() => void hand(now), QUIET);
      const resting = now - QUIET;
      const isOverdue = now - since >= LONGEST && [...waiting.values()].some((at) => at <= resting);
      if (isOverdue) void hand(resting);
    },
    stop() {
      clearTimeout(timer);
      isDue = false;
    },
  };
}
