import { type ByteOffset, asBuffer } from "../model/bytes.ts";

/**
 * Compares spans of two byte sequences. Spans that follow each other at the same distance are
 * gathered and compared at once, with what stands between them: a native call a span would cost
 * more than the comparison.
 */
export interface Comparison {
  readonly a: Buffer;
  readonly b: Buffer;
  start: ByteOffset;
  end: ByteOffset;
  /** What to add to an offset in `a` for the one in `b`. */
  distance: number;
}

export function compareBytes(a: Uint8Array, b: Uint8Array): Comparison {
  return { a: asBuffer(a), b: asBuffer(b), start: 0, end: 0, distance: 0 };
}

/** Takes up a span; false when an earlier one was found to differ. */
export function compareSpan(
  comparison: Comparison,
  start: ByteOffset,
  end: ByteOffset,
  startInB: ByteOffset,
): boolean {
  if (startInB - start === comparison.distance && start >= comparison.end) {
    comparison.end = end;
    return true;
  }
  const same = isSame(comparison);
  comparison.start = start;
  comparison.end = end;
  comparison.distance = startInB - start;
  return same;
}

/** Ends a gathering: what stands between the spans before and behind is meant to differ. */
export function compareAnew(comparison: Comparison): boolean {
  const same = isSame(comparison);
  comparison.start = comparison.end;
  comparison.distance = Number.NaN;
  return same;
}

/** Whether the spans gathered are equal. */
export function isSame({ a, b, start, end, distance }: Comparison): boolean {
  if (start === end) return true;
  return a.compare(b, start + distance, end + distance, start, end) === 0;
}
