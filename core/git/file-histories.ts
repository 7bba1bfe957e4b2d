import { type Revision, revisions } from "./history.ts";
import type { Repository } from "./repository.ts";
import { type PathGroup, type SharedLog, openSharedLog } from "./shared-log.ts";

/** The histories of single files, for many of which one git is asked. */
export interface FileHistories {
  /** {@link revisions} of one file. */
  of(path: string, limit: number): AsyncGenerator<Revision, void, undefined>;
  /** Resolves when the processes have ended. */
  close(): Promise<void>;
}

/**
 * Files of a large group that are asked for alone, before all of it is: a walk through all that
 * ever happened to thousands of files costs more than a few through the history of one.
 */
const MOST_ALONE = 4;
const GROUP_PER_ALONE = 16;

interface Group extends PathGroup {
  alone: number;
  log: SharedLog | undefined;
}

/**
 * Begins at `head`. Starts nothing, and asks for no groups, until the first question. `mostKept`
 * bounds the changes that a group may hold in memory.
 */
export function openFileHistories(
  repo: Repository,
  head: () => Promise<string | undefined>,
  groupsOf: () => readonly PathGroup[],
  mostKept?: number,
): FileHistories {
  let groups: readonly Group[] | undefined;

  function logOf(path: string, from: string): SharedLog | undefined {
    groups ??= groupsOf().map((group) => {
      const alone = Math.min(MOST_ALONE, Math.floor(group.paths.size / GROUP_PER_ALONE));
      return { ...group, alone, log: undefined };
    });
    const group = groups.find(({ paths }) => paths.has(path));
    if (group === undefined || group.alone-- > 0) return undefined;
    return (group.log ??= openSharedLog(repo, from, group, mostKept));
  }

  return {
    async *of(path, limit) {
      const from = await head();
      if (from === undefined) return;
      const log = logOf(path, from);
      const told = log === undefined ? 0 : yield* keptOf(log, path, limit);
      if (told === "all") return;
      let place = 0;
      for await (const revision of revisions(repo, [path], { from, limit })) {
        if (place++ >= told) yield revision;
      }
    },
    close: async () => {
      await Promise.all((groups ?? []).map(({ log }) => log?.close()));
    },
  };
}

/** Tells what the log keeps of a file, and returns how many revisions that were. */
async function* keptOf(
  log: SharedLog,
  path: string,
  limit: number,
): AsyncGenerator<Revision, number | "all", undefined> {
  try {
    for (let place = 0; place < limit; place++) {
      const revision = await log.at(path, place);
      if (revision === "end") return "all";
      if (revision === "cut") return place;
      yield revision;
    }
    return "all";
  } finally {
    log.release(path);
  }
}
