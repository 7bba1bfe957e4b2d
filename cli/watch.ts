import { watch as openWatcher } from "chokidar";
import type { Session } from "../core/workflow/session.ts";
import { failureOf, IN_STEP } from "./exit-codes.ts";
import type { Host } from "./host.ts";

/** Editors and git write in bursts: a check waits until this many milliseconds are quiet. */
const QUIET = 100;

/**
 * Checks now and whenever something below the watched folders changes, until interrupted. `check`
 * gets the paths that changed: none at first.
 */
export async function watch(
  session: Session,
  check: (changed: readonly string[]) => Promise<number>,
  { stdout, stderr }: Host,
): Promise<number> {
  const watcher = openWatcher([...session.watchedFolders()], {
    ignored: (path) => /[\\/](?:node_modules|\.git)(?:[\\/]|$)/u.test(path),
    ignoreInitial: true,
  });
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const changed = new Set<string>();
  function again(_event: string, path: string): void {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => (running = running.then(checkOnce)), QUIET);
  }
  async function checkOnce(): Promise<void> {
    if (stdout.isTTY === true) stdout.write("\u001b[2J\u001b[H");
    const paths = [...changed];
    changed.clear();
    try {
      await check(paths);
      // Which sources matter shows only now.
      watcher.add([...session.sourceFolders()]);
    } catch (error) {
      // A file that is half written is told, and the next change is waited for.
      stderr.write(failureOf(error).text);
    }
  }
  watcher.on("all", again);
  // What is saved while the first check runs, or right after it, is heard only by a watcher at work.
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  await (running = running.then(checkOnce));
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  clearTimeout(timer);
  await watcher.close();
  await running;
  return IN_STEP;
}
