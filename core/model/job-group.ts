import { createHash } from "node:crypto";
import { compareText } from "./compare-text.ts";
import type { Message, MessageId } from "./message.ts";

/** A message that stands beside one that is to be translated: it tells what that is about. */
export interface Neighbour extends MessageId {
  readonly text: string;
  /** How it is translated, where it is. */
  readonly translation?: string;
}

/** One payload, up to {@link MAX_LOCALES_PER_GROUP} locales, safe to submit again. */
export interface JobGroup {
  readonly contentKey: string;
  readonly sourceLocale: string;
  /** Canonical ids, sorted. */
  readonly targetLocales: readonly string[];
  /** Sorted by namespace, then key. */
  readonly messages: readonly Message[];
  /** `previous[locale]` holds, by index of the message, the translation that became stale. */
  readonly previous: Readonly<Record<string, Readonly<Record<number, string>>>>;
  /** By locale and index of the message: what stands beside it. Absent for providers that read none. */
  readonly neighbours?: Readonly<Record<string, Readonly<Record<number, readonly Neighbour[]>>>>;
  /** Globs over keys whose texts are the same in every locale, sorted. */
  readonly lockedKeys: readonly string[];
  /** Names that stand in the messages and stay as they are, sorted. */
  readonly terms: readonly string[];
}

/** What a group is made of, before its content key is known. */
export type GroupContent = Omit<JobGroup, "contentKey">;

export const MAX_LOCALES_PER_GROUP = 100;
const SCHEMA = 1;

/**
 * SHA-256 (hex) over a canonical serialisation of everything that decides the answer. Two machines
 * with the same files compute the same key, so either re-attaches to a group the other submitted.
 * The stale translations and the neighbours sent along are hints and are not part of it.
 */
export function contentKey(group: GroupContent, fingerprint: string): string {
  const content = [
    SCHEMA,
    fingerprint,
    group.sourceLocale,
    group.targetLocales,
    group.messages.map((m) => [m.namespace, m.key, m.text, m.description ?? "", m.syntax ?? ""]),
    group.lockedKeys,
    group.terms,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

/** Those of the terms that stand in a message, sorted: no other decides how it is translated. */
export function termsIn(
  messages: readonly Pick<Message, "text">[],
  terms: readonly string[],
): readonly string[] {
  const standing = terms.filter(
    (term) => term !== "" && messages.some(({ text }) => text.includes(term)),
  );
  return [...new Set(standing)].sort(compareText);
}

/** Bytewise order of two messages by namespace, then key segment by segment. */
export function compareMessages(a: Message, b: Message): number {
  return compareText(a.namespace, b.namespace) || compareKeys(a.key, b.key);
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareText(a[i] as string, b[i] as string);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
