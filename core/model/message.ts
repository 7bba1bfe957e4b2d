import { type Key, keyId } from "./key.ts";

/** One source text to translate. */
export interface Message {
  /** The locale file family it belongs to, with the namespace's name when the path has one. */
  readonly namespace: string;
  readonly key: Key;
  readonly text: string;
  /** What the catalog says about it for translators (ARB's `@key.description`, comments). */
  readonly description?: string;
  /** Name of the syntax that the text is written in; plain when absent. */
  readonly syntax?: string;
}

/** A reference to a message without its text. */
export type MessageId = Pick<Message, "namespace" | "key">;

/** Identity of a message among all of a project's, for use in a Map. */
export function messageId({ namespace, key }: MessageId): string {
  return `${namespace}\n${keyId(key)}`;
}
