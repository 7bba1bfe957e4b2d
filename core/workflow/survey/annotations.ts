import type { Place } from "../../model/finding.ts";
import type { Key } from "../../model/key.ts";
import { messageId } from "../../model/message.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Observation } from "../../report/report.ts";

/** What a run learned of a cell that it could not bring in step. */
export interface Annotation {
  readonly status?: "pending" | "rejected" | "failed";
  /** Why, in the words of a provider or a rule. */
  readonly reason?: string;
  /** The answer that our rules refused. */
  readonly refused?: string;
  /** The file has no room for the translation, or cannot lose it. */
  readonly unwritable?: Unwritable;
  /** A translation to look at that was not written. */
  readonly suggestion?: string;
  readonly score?: number;
  /** What a service that keeps translations has, where the two were not brought together. */
  readonly apart?: Apart;
}

/** "conflict": both sides changed, and git's is kept. "rejected": our rules refuse what is there. */
export interface Apart {
  readonly code: "conflict" | "rejected";
  readonly theirs: string;
  readonly reason?: string;
}

/** What stands in an edit's way, and where. */
export interface Unwritable {
  readonly reason: Refusal;
  readonly at: Key;
  readonly place: Place;
}

export interface Cell {
  readonly locale: string;
  readonly namespace: string;
  readonly key: Key;
}

/** Annotations by cell; later ones add to earlier ones. */
export interface Annotations {
  add(cell: Cell, annotation: Annotation): void;
  get(cell: Cell): Annotation | undefined;
  /** Of one locale and namespace, in the order in which they were added. */
  apart(locale: string, namespace: string): readonly (readonly [Key, Apart])[];
  /** Whether there is any. */
  isAnyApart(): boolean;
}

export function startAnnotations(): Annotations {
  const known = new Map<string, Annotation>();
  const cellsApart: (Cell & { readonly apart: Apart })[] = [];
  return {
    add(cell, annotation) {
      const { score, ...earlier } = known.get(cellId(cell)) ?? {};
      // A score says how near the suggestion that it came with is, and no other.
      const isKept = score !== undefined && annotation.suggestion === undefined;
      known.set(cellId(cell), { ...earlier, ...(isKept && { score }), ...annotation });
      if (annotation.apart !== undefined) cellsApart.push({ ...cell, apart: annotation.apart });
    },
    get: (cell) => known.get(cellId(cell)),
    apart: (locale, namespace) =>
      cellsApart
        .filter((cell) => cell.locale === locale && cell.namespace === namespace)
        .map(({ key, apart }) => [key, apart]),
    isAnyApart: () => cellsApart.length > 0,
  };
}

function cellId({ locale, ...cell }: Cell): string {
  return `${locale}\n${messageId(cell)}`;
}

/** An open or orphaned cell as seen after a run: a failure or refusal is what a person must know. */
export function annotate(seen: Observation, annotation: Annotation): Observation {
  const { status, reason, suggestion, score, unwritable } = annotation;
  if (unwritable !== undefined) return annotateUnwritable(seen, unwritable);
  const isFault = status === "rejected" || status === "failed";
  return {
    ...seen,
    code: isFault ? status : seen.code,
    detail: {
      ...seen.detail,
      ...(reason !== undefined && { reason }),
      ...(suggestion !== undefined && { suggestion }),
      ...(score !== undefined && { score }),
    },
  };
}

/** Told where the obstacle stands; a missing message was seen at its source. */
function annotateUnwritable(seen: Observation, { reason, at, place }: Unwritable): Observation {
  const { path, line, column, detail } = seen;
  const origin = detail?.origin ?? (seen.code === "missing" ? { path, line, column } : undefined);
  return {
    ...seen,
    ...place,
    code: "unwritable",
    detail: { ...detail, ...(origin && { origin }), obstacle: { reason, at } },
  };
}
