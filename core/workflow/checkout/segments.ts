import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Repository } from "../../git/repository.ts";
import type { Segment } from "../../ledger/segment.ts";
import { compareText } from "../../model/compare-text.ts";
import { realPathInside } from "../../project/inside.ts";
import { systemError } from "../../project/system-error.ts";

/** A segment's content as it stands on disk. */
interface SegmentBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

export type ReadSegment = Segment & SegmentBytes;

/** How often the ledger is listed again where a segment went before it was read. */
const MOST_LISTINGS = 20;

/**
 * All segments; what else lies in the folder, links and pipes with it, is none. No lock is held:
 * another run may put its segments into one meanwhile, and what stands then is read.
 */
export async function readSegmentBytes(
  { root }: Repository,
  path: string,
): Promise<readonly SegmentBytes[]> {
  for (let listing = 1; ; listing++) {
    const folder = await realPathInside(root, path);
    if (!folder.exists) return [];
    try {
      return segmentsIn(folder.path);
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === "ENOENT";
      if (!isGone || listing === MOST_LISTINGS) throw systemError(error, "read", path);
    }
  }
}

/** The same with their texts. */
export async function readSegments(
  repository: Repository,
  path: string,
): Promise<readonly ReadSegment[]> {
  const segments = await readSegmentBytes(repository, path);
  return segments.map(({ name, bytes }) => ({ name, bytes, text: bytes.toString("utf8") }));
}

function segmentsIn(folder: string): readonly SegmentBytes[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[0-9a-f]{32}$/u.test(entry.name))
    .map(({ name }) => ({ name, bytes: readFileSync(join(folder, name)) }))
    .sort((a, b) => compareText(a.name, b.name));
}
