import { hash } from "node:crypto";
import { type Key, keyId } from "../model/key.ts";
import type { Message } from "../model/message.ts";

/**
 * Tags are the first 48 bits of a SHA-256, as 8 base64url characters. Each kind hashes a word of
 * its own in front, so that a tag of one kind never reads as one of another.
 */
const TAG_LENGTH = 8;

export function keyTag(key: Key): string {
  return tag("key", keyId(key));
}

/** Names exactly one translation: this key, in this locale, this source text, this target text. */
export function cellTag(locale: string, key: Key, source: string, target: string): string {
  return tag("cell", JSON.stringify([locale, keyId(key), source, target]));
}

export function messageTag(message: Pick<Message, "namespace" | "key" | "text">): string {
  return tag("message", JSON.stringify([message.namespace, keyId(message.key), message.text]));
}

/** Names rules by all that decides what they say. */
export function rulesTag(...decisive: readonly unknown[]): string {
  return tag("rules", JSON.stringify(decisive));
}

function tag(kind: string, content: string): string {
  return hash("sha256", `${kind}\n${content}`, "base64url").slice(0, TAG_LENGTH);
}
