import type { ViteDevServer } from "vite";
import { configurationsOf } from "../configurations.ts";
import type { Settings } from "../options.ts";

type Watcher = ViteDevServer["watcher"];

/**
 * Adds to what a server watches, each path once: Vite's watcher listens anew each time. At first
 * where a configuration may stand, so that one with a mistake is heard of when it is mended.
 */
export function watchMore(
  watcher: Watcher,
  settings: Settings,
): (paths: readonly string[]) => void {
  const known = new Set<string>();
  function watch(paths: readonly string[]): void {
    const fresh = paths.filter((path) => !known.has(path));
    for (const path of fresh) known.add(path);
    if (fresh.length > 0) watcher.add(fresh);
  }
  // What was removed is no longer watched: another branch may have it again.
  watcher.on("unlinkDir", (path) => void known.delete(path));
  watch(configurationsOf(settings));
  return watch;
}

/** Calls `end` when a server closes. One that restarts calls no `close` of ours in every version. */
export function onClose({ watcher }: ViteDevServer, end: () => Promise<void>): void {
  const { close } = watcher;
  watcher.close = async () => {
    await Promise.all([close.call(watcher), end()]);
  };
}
