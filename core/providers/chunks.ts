import { createHash } from "node:crypto";
import { type JobGroup, type Neighbour, termsIn } from "../model/job-group.ts";
import type { Message, MessageId } from "../model/message.ts";
import type { Answer, Chunk, ChunkLimits } from "./provider.ts";

/** A stretch of a group's messages, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Of a chunk: more cost tokens and tell little. */
const MOST_NEIGHBOURS = 12;

/** English UI text has about six characters a word, its space included. */
const CHARACTERS_PER_WORD = 6;

/**
 * Splits messages within the limits, at places that depend on what stands there and not on how many
 * stand before (content-defined chunking, as backup tools do it): a message that is inserted
 * changes its own chunk and mostly none after it. A message longer than the limit is alone.
 */
export function chunksOf(messages: readonly Message[], limits: ChunkLimits): readonly Stretch[] {
  const least = Math.ceil(limits.messages / 4);
  const spread = Math.max(1, Math.floor(limits.messages / 2));
  const chunks: Stretch[] = [];
  let start = 0;
  let words = 0;
  for (const [at, message] of messages.entries()) {
    const more = wordsIn(message.text);
    if (at > start && (at - start >= limits.messages || words + more > limits.words)) {
      chunks.push({ start, end: at });
      start = at;
      words = 0;
    }
    words += more;
    if (at + 1 - start >= least && identityHash(message) % spread === 0) {
      chunks.push({ start, end: at + 1 });
      start = at + 1;
      words = 0;
    }
  }
  if (start < messages.length) chunks.push({ start, end: messages.length });
  return chunks;
}

/** Messages of a group, by their numbers in it, with all that is known of them in a locale. */
export function chunkOf(group: JobGroup, locale: string, numbers: readonly number[]): Chunk {
  const stale = group.previous[locale] ?? {};
  const previous = new Map<number, string>();
  for (const [at, number] of numbers.entries()) {
    const text = stale[number];
    if (text !== undefined) previous.set(at, text);
  }
  const messages = numbers.map((number) => group.messages[number] as Message);
  return {
    sourceLocale: group.sourceLocale,
    targetLocale: locale,
    messages,
    previous,
    neighbours: neighboursOf(group, locale, numbers),
    terms: termsIn(messages, group.terms),
  };
}

/** Each once, without those that are asked for themselves. */
function neighboursOf(
  { messages, neighbours }: JobGroup,
  locale: string,
  numbers: readonly number[],
): readonly Neighbour[] {
  const known = neighbours?.[locale];
  if (known === undefined) return [];
  const asked = new Set(numbers.map((number) => idOf(messages[number] as Message)));
  const around = numbers.flatMap((number) => known[number] ?? []);
  const found = new Map(around.map((neighbour) => [idOf(neighbour), neighbour]));
  for (const id of asked) found.delete(id);
  return [...found.values()].slice(0, MOST_NEIGHBOURS);
}

function idOf({ namespace, key }: MessageId): string {
  return JSON.stringify([namespace, key]);
}

/** What of an answer counts: texts, not empty, of messages that were asked for. */
export function soundTexts(answer: ReadonlyMap<unknown, unknown>, size: number): Answer {
  const texts = new Map<number, string>();
  for (const [at, text] of answer) {
    const isAsked = typeof at === "number" && Number.isInteger(at) && at >= 0 && at < size;
    if (isAsked && typeof text === "string" && text !== "") texts.set(at, text);
  }
  return texts;
}

/**
 * Identity of a chunk: equal for equal questions to an equal engine, whatever group they are part
 * of. The stale translations and the neighbours are hints and are not part of it, as in the content key.
 */
export function chunkId(chunk: Chunk, fingerprint: string): string {
  const content = [
    fingerprint,
    chunk.sourceLocale,
    chunk.targetLocale,
    chunk.messages.map((m) => [m.namespace, m.key, m.text, m.description ?? "", m.syntax ?? ""]),
    chunk.terms,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}

function wordsIn(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_WORD);
}

/** FNV-1a. Of the key, not the text: a changed text leaves the boundaries where they are. */
function identityHash(message: Message): number {
  let hash = 0x811c9dc5;
  for (const part of [message.namespace, ...message.key]) {
    for (let i = 0; i < part.length; i++) {
      hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193);
    }
    hash = Math.imul(hash ^ 0xffff, 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
