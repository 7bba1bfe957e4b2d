import type { JobGroup } from "../../model/job-group.ts";
import { chunkOf, chunksOf, type Stretch } from "../chunks.ts";
import type { BatchDesk } from "./batch-desk.ts";
import type { BatchRequest } from "./batches.ts";
import { CHUNK_LIMITS } from "./prompt.ts";
import { TAG_LENGTH } from "./tag.ts";

/** Messages of one locale of a group that are not answered yet, by number. */
export interface OpenMessages {
  readonly locale: string;
  readonly together: ReadonlySet<number>;
  /** Left out of an answer: each is asked for alone. */
  readonly alone: ReadonlySet<number>;
}

/** A stretch of a group's messages in one locale. */
export interface Question extends Stretch {
  readonly locale: string;
}

const QUESTION = /^([A-Za-z0-9-]{1,35})_(\d{1,5})_(\d{1,5})$/u;

/** All messages of a group; what another machine no longer wants is blank and stays out. */
export function allOpen(group: JobGroup): readonly OpenMessages[] {
  const numbers = [...group.messages.keys()].filter((at) => group.messages[at]?.text !== "");
  return group.targetLocales.map((locale) => ({
    locale,
    together: new Set(numbers),
    alone: new Set(),
  }));
}

/** A batch's requests. An id says which messages it is about, so that any machine can tell. */
export function requestsFor(
  tag: string,
  group: JobGroup,
  open: readonly OpenMessages[],
  { body, negotiation }: BatchDesk,
): readonly BatchRequest[] {
  const stretches = chunksOf(group.messages, CHUNK_LIMITS);
  return open.flatMap(({ locale, together, alone }) =>
    [...stretches.flatMap((stretch) => runsWithin(stretch, together)), ...single(alone)].map(
      ({ start, end }) => {
        const numbers = Array.from({ length: end - start }, (_, i) => start + i);
        return {
          id: `${tag}_${locale}_${start}_${end}`,
          body: negotiation.lean(body(chunkOf(group, locale, numbers))),
        };
      },
    ),
  );
}

/** Undefined for the id of a request that is not about this group. */
export function questionOf(id: string, group: JobGroup): Question | undefined {
  const [, locale = "", start, end] = QUESTION.exec(id.slice(TAG_LENGTH + 1)) ?? [];
  const stretch = { start: Number(start), end: Number(end) };
  const isWithin = stretch.start < stretch.end && stretch.end <= group.messages.length;
  return isWithin && group.targetLocales.includes(locale) ? { locale, ...stretch } : undefined;
}

/** The parts of a stretch in which every message is wanted. */
function runsWithin({ start, end }: Stretch, wanted: ReadonlySet<number>): readonly Stretch[] {
  const runs: Stretch[] = [];
  for (let at = start; at < end; at++) {
    if (!wanted.has(at)) continue;
    const from = at;
    while (at < end && wanted.has(at)) at++;
    runs.push({ start: from, end: at });
  }
  return runs;
}

function single(numbers: ReadonlySet<number>): readonly Stretch[] {
  return [...numbers].map((at) => ({ start: at, end: at + 1 }));
}
