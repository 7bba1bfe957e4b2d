import type { Fact, PendingGroup, RefusedMessage } from "../../ledger/fact.ts";
import { type Segment, makeSegment } from "../../ledger/segment.ts";
import { hashContents } from "../../git/hash.ts";
import type { JudgedTarget } from "../judge/judge-all.ts";
import type { JudgedPair } from "../judge/judge.ts";
import type { OpenSource } from "../checkout/open-source.ts";
import { type PlannedWrite, factAsItStands, factOfWrite } from "./plan-write.ts";
import { qualityOf } from "../quality/quality-of.ts";
import { readingOf } from "../checkout/reading.ts";
import type { Workspace } from "../checkout/workspace.ts";
import { type FileToWrite, type WriteTarget, writeAll } from "./write.ts";

export interface SourcedWrite {
  readonly source: OpenSource;
  readonly write: PlannedWrite;
}

/** What other machines have to know beside facts. */
export interface Notes {
  readonly pending: readonly PendingGroup[];
  readonly refused: readonly RefusedMessage[];
}

/**
 * Writes all planned targets and one segment that holds their facts. The targets that were judged
 * and stay as they are get theirs too, so that the next run need not judge them again; but a run
 * whose only change would be facts writes nothing.
 */
export async function writePlans(
  workspace: Workspace,
  place: WriteTarget,
  plans: readonly SourcedWrite[],
  standing: readonly JudgedTarget[],
  { pending, refused }: Notes,
): Promise<readonly string[]> {
  if (plans.length + pending.length + refused.length === 0) return [];
  const ids = await hashContents(
    workspace.repository,
    plans.map(({ write }) => ({ path: write.judged.target.path, bytes: write.bytes })),
  );
  const facts: Fact[] = [];
  const files: FileToWrite[] = [];
  for (const [at, { source, write }] of plans.entries()) {
    const context = {
      source: source.id,
      target: ids[at] as string,
      quality: await qualityOf(workspace, source.file.family),
    };
    const tagged = (await isAtHead(workspace, source)) ? [] : write.filled;
    // Of a source that is gone there is nothing to state.
    if (source.id !== "") facts.push(factOfWrite(write, { ...context, tagged }));
    const rescued = factOfWrite(write, { ...context, tagged: write.filled });
    const rescue = makeSegment([rescued], []) as Segment;
    files.push(fileToWrite(workspace, source, write, context.target, rescue));
  }
  const written = new Set(plans.map(({ write }) => write.judged));
  if (plans.length > 0) {
    for (const { source, outcome } of standing) {
      if (outcome.outcome !== "judged" || written.has(outcome)) continue;
      const fact = await standingFact(workspace, source, outcome);
      if (fact !== undefined) facts.push(fact);
    }
  }
  return writeAll(place, makeSegment(facts, pending, refused), files);
}

/** Undefined where the ledger has the fact already, by today's rules, or the target does not exist. */
export async function standingFact(
  workspace: Workspace,
  source: OpenSource,
  judged: JudgedPair,
): Promise<Fact | undefined> {
  const { target } = judged;
  const id = workspace.files.get(target.path)?.id;
  if (id === undefined) return undefined;
  const { rules } = judged.pair;
  const known = workspace.ledger.exact(target.locale, source.id, id);
  if (known.some((fact) => fact.marks.rules === rules)) return undefined;
  const quality = await qualityOf(workspace, target.family);
  return factAsItStands(judged, { source: source.id, target: id, tagged: [], quality });
}

/** Whether the source's blob is one that every clone has: else cells are vouched for by tags. */
export async function isAtHead(workspace: Workspace, { id, file }: OpenSource): Promise<boolean> {
  const head = await workspace.head();
  return head !== undefined && (await workspace.objects.idAt(head, file.path)) === id;
}

function fileToWrite(
  workspace: Workspace,
  source: OpenSource,
  write: PlannedWrite,
  after: string,
  rescue: Segment,
): FileToWrite {
  const { target, file } = write.judged;
  const tracked = workspace.files.get(target.path);
  const before = tracked?.id;
  // What a sparse checkout left out stands in the index alone.
  const isOnDisk = before !== undefined && tracked?.state !== "sparse";
  const reading = readingOf(target);
  return {
    planned: {
      path: target.path,
      format: reading.format.name,
      root: reading.root,
      before: before ?? "",
      after,
      sourcePath: source.file.path,
      sourceRoot: source.file.spelling,
      edits: write.edits,
      rescue,
    },
    bytesBefore: isOnDisk ? file.encode(file.catalog.bytes) : undefined,
    bytes: write.bytes,
  };
}
