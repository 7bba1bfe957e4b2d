import { hash } from "node:crypto";
import type { Fact, PendingGroup, RefusedMessage } from "./fact.ts";
import { formatFact, formatPending, formatRefused, verifiedLine } from "./line.ts";

const VERSION = 1;
const HEADER = /^# locstep (\d+)$/u;
const NAME_LENGTH = 32;

/** An immutable part of the ledger: a text file named by the hash of its content. */
export interface Segment {
  readonly name: string;
  readonly text: string;
}

/** What one segment says, as far as it can be trusted. */
export interface SegmentLines {
  /** Verified lines without their checks. */
  readonly lines: readonly string[];
  /** Lines that did not check. */
  readonly damaged: number;
  /** Written by a newer locstep: read what checks, write nothing. */
  readonly newer: boolean;
}

/** The segment for facts; undefined for none. Equal facts give equal bytes. */
export function makeSegment(
  facts: readonly Fact[],
  pending: readonly PendingGroup[],
  refused: readonly RefusedMessage[] = [],
): Segment | undefined {
  const lines = new Set([
    ...facts.map(formatFact),
    ...pending.map(formatPending),
    ...refused.map(formatRefused),
  ]);
  if (lines.size === 0) return undefined;
  const text = `# locstep ${VERSION}\n${[...lines].sort().join("\n")}\n`;
  return { name: nameOfSegment(text), text };
}

/**
 * Reads a segment. Where the name is the content's hash, one hash vouches for every line; else
 * (line ends converted, conflict markers, cut short) each line answers for itself.
 */
export function readSegment(segment: Segment): SegmentLines {
  const { text } = segment;
  const newer = Number(HEADER.exec(text.slice(0, text.indexOf("\n")).trim())?.[1] ?? 0) > VERSION;
  const intact = isIntact(segment);
  const lines: string[] = [];
  let damaged = 0;
  for (const raw of text.split("\n")) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line === "" || line.startsWith("#")) continue;
    const content = intact ? line.slice(0, line.lastIndexOf(" ")) : verifiedLine(line);
    if (content === undefined) damaged++;
    else lines.push(content);
  }
  return { lines, damaged, newer };
}

const hashes = new WeakMap<Segment, string>();

/** SHA-256 of the text, in hex: a megabyte takes 2 ms, so a text is hashed once. */
export function hashOf(segment: Segment): string {
  const known = hashes.get(segment) ?? hash("sha256", segment.text, "hex");
  hashes.set(segment, known);
  return known;
}

/** Whether the name is the content's hash, which then vouches for every line. */
function isIntact(segment: Segment): boolean {
  return hashOf(segment).slice(0, NAME_LENGTH) === segment.name;
}

/** The lines of a segment for which its name vouches; undefined for other ones, and of other versions. */
export function intactLines(segment: Segment): string | undefined {
  const header = `# locstep ${VERSION}\n`;
  const { text } = segment;
  const isOurs = isIntact(segment) && text.startsWith(header) && text.endsWith("\n");
  return isOurs ? text.slice(header.length) : undefined;
}

function nameOfSegment(text: string): string {
  return hash("sha256", text, "hex").slice(0, NAME_LENGTH);
}
