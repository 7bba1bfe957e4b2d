import type { Catalog } from "../catalog/catalog.ts";

const OFFSET_BASIS = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
const encoder = new TextEncoder();

/**
 * A number that equal names share, without decoding them: undefined where only decoding tells (an
 * escaped name, a list's item).
 */
export function fingerprintOfName(catalog: Catalog, row: number): number | undefined {
  const start = catalog.nameStart[row] as number;
  const end = catalog.nameEnd[row] as number;
  if (start < 0 || catalog.plainName[row] === 0) return undefined;
  const isQuoted = catalog.bytes[start] === 0x22 || catalog.bytes[start] === 0x27;
  return isQuoted
    ? fingerprint(catalog.bytes, start + 1, end - 1)
    : fingerprint(catalog.bytes, start, end);
}

export function fingerprintOfText(name: string): number {
  let hash = OFFSET_BASIS;
  for (let at = 0; at < name.length; at++) {
    const unit = name.charCodeAt(at);
    if (unit > 0x7f) return fingerprintOfUtf8(name);
    hash = Math.imul(hash ^ unit, PRIME);
  }
  return hash;
}

function fingerprintOfUtf8(name: string): number {
  const bytes = encoder.encode(name);
  return fingerprint(bytes, 0, bytes.length);
}

/** FNV-1a. Names chosen to collide cost a decoding each, so it needs no seed. */
function fingerprint(bytes: Uint8Array, start: number, end: number): number {
  let hash = OFFSET_BASIS;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), PRIME);
  return hash;
}
