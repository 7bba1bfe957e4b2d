import { type Revision, revisions } from "./history.ts";
import type { Repository } from "./repository.ts";
import type { Change } from "./revision.ts";

/** Files whose histories one walk can tell. */
export interface PathGroup {
  readonly paths: ReadonlySet<string>;
  /** With magic: they match all of the paths, and little else. */
  readonly pathspecs: readonly string[];
}

/** What is known of one revision of a file; `cut`: more than could be kept, or git failed. */
export type Kept = Revision | "end" | "cut";

/** One git for the histories of many files. */
export interface SharedLog {
  /** A file's revision by its place, newest first. Reads on only as far as it must. */
  at(path: string, place: number): Promise<Kept>;
  /** What is kept of this file may go, should there be too much. */
  release(path: string): void;
  /** Resolves when git has ended. */
  close(): Promise<void>;
}

/** Some 250 bytes each. */
const MOST_CHANGES = 200_000;

interface Entry {
  /** Shared by all changes of a commit. */
  readonly revision: Revision;
  readonly change: Change;
}

/**
 * Starts nothing until the first question. A log of the full history walks the same commits in the
 * same order whatever the paths, and a merge lists a file only where it differs from all parents:
 * so what it tells of one file is what a log of that file alone tells.
 */
export function openSharedLog(
  repo: Repository,
  from: string,
  { paths, pathspecs }: PathGroup,
  most: number = MOST_CHANGES,
): SharedLog {
  const limit = Number.POSITIVE_INFINITY;
  const log = revisions(repo, pathspecs, { from, limit, arePathspecs: true });
  const entries = new Map<string, Entry[]>();
  const cut = new Set<string>();
  const released = new Set<string>();
  let room = most;
  let state: "open" | "ended" | "lost" = "open";
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      const next = await log.next();
      if (next.done === true) state = "ended";
      else keep(next.value);
    } catch {
      // Perhaps not because of the files that are asked for: each asks for itself, and is told.
      state = "lost";
    } finally {
      reading = undefined;
    }
  }

  function keep(revision: Revision): void {
    const bare = { ...revision, changes: [] };
    for (const change of revision.changes) {
      const { path } = change;
      if (!paths.has(path) || cut.has(path)) continue;
      if (room === 0) drop();
      if (room === 0) cut.add(path);
      if (cut.has(path)) continue;
      room--;
      const known = entries.get(path);
      if (known === undefined) entries.set(path, [{ revision: bare, change }]);
      else known.push({ revision: bare, change });
    }
  }

  /** Makes room by what nobody is likely to ask for again. */
  function drop(): void {
    for (const path of released) {
      room += entries.get(path)?.length ?? 0;
      entries.delete(path);
      cut.add(path);
    }
    released.clear();
  }

  return {
    async at(path, place) {
      for (;;) {
        const entry = entries.get(path)?.[place];
        if (entry !== undefined) return { ...entry.revision, changes: [entry.change] };
        if (cut.has(path) || state === "lost") return "cut";
        if (state === "ended") return "end";
        await (reading ??= read());
      }
    },
    release: (path) => void released.add(path),
    close: async () => {
      state = "lost";
      await log.return();
    },
  };
}
