import { dirname } from "node:path";
import { type FSWatcher, watch as openWatcher } from "chokidar";
import { OutsideError } from "../core/model/errors.ts";
import type { Session } from "../core/workflow/session.ts";
import { failureOf, IN_STEP } from "./exit-codes.ts";
import type { Host } from "./host.ts";

/** Editors and git write in bursts: a check waits until this many milliseconds are quiet. */
const QUIET = 100;
const CLEAR_SCREEN = "\u001b[2J\u001b[H";

export interface Watched {
  readonly first: Session;
  /** Reads the configuration anew. */
  open(): Promise<Session>;
  /** `changed`: absolute paths, none at first. */
  check(session: Session, changed: readonly string[]): Promise<number>;
}

/**
 * Checks now and whenever the configuration or something below the watched folders changes, until
 * interrupted. Throws OutsideError where the system watches no more.
 */
export async function watch(
  { first, open, check }: Watched,
  { stdout, stderr }: Host,
): Promise<number> {
  const places = first.project.configPlaces;
  const watchers: FSWatcher[] = [];
  const followed = new Set<string>();
  const interrupted = interruption();
  let fail: (why: OutsideError) => void;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  let session = first;
  let isOutdated = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const changed = new Set<string>();

  function again(_event: string, path: string): void {
    if (places.includes(path)) isOutdated = true;
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => (running = running.then(checkOnce)), QUIET);
  }
  /** Resolves when the watcher is at work: of what is saved before, it hears nothing. */
  async function listen(watcher: FSWatcher): Promise<void> {
    watchers.push(watcher);
    watcher.on("all", again).on("error", (cause) => fail(watchFailure(cause)));
    await Promise.race([new Promise<void>((ready) => watcher.once("ready", ready)), interrupted]);
  }
  /**
   * A watcher each: chokidar's does not say when what it was given later is ready, and says it too
   * early where one of several folders is missing.
   */
  async function follow(folders: readonly string[]): Promise<void> {
    const fresh = folders.filter((folder) => !followed.has(folder));
    for (const folder of fresh) followed.add(folder);
    await Promise.all(fresh.map((folder) => listen(watchFolder(folder))));
  }
  async function current(): Promise<Session> {
    if (!isOutdated) return session;
    isOutdated = false;
    try {
      session = await open();
    } catch (error) {
      isOutdated = true;
      throw error;
    }
    await follow(session.watchedFolders());
    return session;
  }
  async function checkOnce(): Promise<void> {
    if (stdout.isTTY === true) stdout.write(CLEAR_SCREEN);
    const paths = [...changed];
    changed.clear();
    try {
      const now = await current();
      await check(now, paths);
      // Which sources matter shows only now.
      await follow(now.sourceFolders());
    } catch (error) {
      // A file that is half written is told, and the next change is waited for.
      stderr.write(failureOf(error).text);
    }
  }

  try {
    const ready = Promise.all([listen(watchFiles(places)), follow(first.watchedFolders())]);
    await Promise.race([ready, failed]);
    await (running = running.then(checkOnce));
    await Promise.race([interrupted, failed]);
  } finally {
    clearTimeout(timer);
    await Promise.all(watchers.map((one) => one.close()));
    await running;
  }
  return IN_STEP;
}

function watchFolder(folder: string): FSWatcher {
  return openWatcher(folder, {
    ignored: (path) => /[\\/](?:node_modules|\.git)(?:[\\/]|$)/u.test(path),
    ignoreInitial: true,
  });
}

/** These files alone, be they there or not: their folders are watched, and nothing else in them. */
function watchFiles(paths: readonly string[]): FSWatcher {
  const seen = new Set([...paths, ...paths.map((path) => dirname(path))]);
  return openWatcher([...seen], {
    depth: 0,
    ignored: (path) => !seen.has(path),
    ignoreInitial: true,
  });
}

function interruption(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}

function watchFailure(cause: unknown): OutsideError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const hint = /ENOSPC|EMFILE/u.test(reason)
    ? "The system watches no more files: raise fs.inotify.max_user_watches, or ulimit -n."
    : "Run `locstep check` without --watch.";
  return new OutsideError(`cannot watch: ${reason}`, { cause, hint });
}
