import { type Key, keyId } from "../model/key.ts";
import type { Observation } from "../report/report.ts";

/** What a run learned of a cell that it could not bring in step. */
export interface Annotation {
  readonly status?: "pending" | "rejected" | "failed";
  /** Why, in the words of a provider, a rule or a format. */
  readonly reason?: string;
  /** The answer that our rules refused. */
  readonly refused?: string;
  /** A translation to look at that was not written. */
  readonly suggestion?: string;
  readonly score?: number;
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
}

export function startAnnotations(): Annotations {
  const known = new Map<string, Annotation>();
  return {
    add(cell, annotation) {
      known.set(cellId(cell), { ...known.get(cellId(cell)), ...annotation });
    },
    get: (cell) => known.get(cellId(cell)),
  };
}

function cellId({ locale, namespace, key }: Cell): string {
  return `${locale}\n${namespace}\n${keyId(key)}`;
}

/** A missing or stale cell as seen after a run: a failure or refusal is what a person must know. */
export function annotate(seen: Observation, annotation: Annotation): Observation {
  const { status, reason, suggestion, score } = annotation;
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
