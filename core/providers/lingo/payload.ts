import { hash } from "node:crypto";
import type { Key } from "../../model/key.ts";
import type { Message, MessageId } from "../../model/message.ts";

/** Nested objects of texts, as the service takes and returns them. */
export type Data = { [name: string]: string | Data };

/** What a group's messages are sent as. */
export interface Payload {
  readonly data: Data;
  /** Breadcrumbs by dotted path, for messages that their path does not explain. */
  readonly hints: Readonly<Record<string, readonly string[]>>;
  /** By the message's index: where it stands in `data`. */
  readonly paths: readonly Key[];
}

/** A text of more characters explains itself: its own name would cost more than it tells. */
const LONGEST_SHORT_TEXT = 12;

/**
 * Messages under the names that developers gave them, nested, so that a name which many share is
 * sent once. A short text keeps its own name, for a translator to tell what it is; a longer one has
 * a number. A message's place is told from the message and its number, so any machine finds an
 * answer without the rest of the group.
 */
export function payloadOf(messages: readonly Message[]): Payload {
  const data = emptyData();
  const hints: Record<string, string[]> = {};
  const paths = messages.map((message, at) => {
    const usual = pathOf(message, at);
    const path = place(data, usual, message.text) ? usual : [loneName(message)];
    if (path !== usual) place(data, path, message.text);
    const crumbs = crumbsOf(message, path);
    if (crumbs.length > 0) hints[path.join(".")] = crumbs;
    return path;
  });
  return { data, hints, paths };
}

/** The text of a group's message in an answer; undefined where none stands. */
export function textIn(answer: unknown, message: Message, at: number): string | undefined {
  for (const path of [pathOf(message, at), [loneName(message)]]) {
    const text = valueAt(answer, path);
    if (typeof text === "string") return text === "" ? undefined : text;
  }
  return undefined;
}

function pathOf({ namespace, key, text }: Message, at: number): Key {
  const names = [namespace, ...key];
  if (isShort(text)) return names.map(safeName);
  return [...names.slice(0, -1).map(safeName), `-${at.toString(36)}`];
}

function isShort(text: string): boolean {
  return text.length <= LONGEST_SHORT_TEXT;
}

/** For the one of two messages where the other's text stands in its way: `a` and `a.b`. */
function loneName({ namespace, key }: MessageId): string {
  return `__${shortHash(JSON.stringify([namespace, key]))}`;
}

/**
 * A name that no glob, dotted path or JavaScript object takes for anything else. Plain names stay;
 * what has dots, slashes, blanks, is a number or a name of `Object.prototype` begins with "_".
 */
function safeName(name: string): string {
  if (/^[A-Za-z][\w-]*$/u.test(name) && !(name in Object.prototype)) return name;
  if (/^\d{1,9}$/u.test(name)) return `_${name}`;
  const readable = name.replaceAll(/[^A-Za-z0-9]+/gu, "-").slice(0, 16);
  return `_${readable}_${shortHash(name)}`;
}

function shortHash(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 8);
}

function crumbsOf({ namespace, key, text, description }: Message, path: Key): string[] {
  const names = [namespace, ...key];
  const isNamed = path.length === names.length && names.every((name, at) => name === path[at]);
  // A key that is its own text explains nothing.
  const isTold = isNamed || !isShort(text) || key.at(-1) === text;
  return [...(isTold ? [] : names.filter(Boolean)), ...(description ? [description] : [])];
}

/** Whether the text could be put there: nothing else stands at, above or below the path. */
function place(data: Data, path: Key, text: string): boolean {
  let node = data;
  for (const name of path.slice(0, -1)) {
    const next = (node[name] ??= emptyData());
    if (typeof next === "string") return false;
    node = next;
  }
  const last = path.at(-1) as string;
  if (node[last] !== undefined) return false;
  node[last] = text;
  return true;
}

function emptyData(): Data {
  return Object.create(null) as Data;
}

/** Lists too: services that know only dotted paths make them of numbered names. */
function valueAt(answer: unknown, path: Key): unknown {
  let value = answer;
  for (const name of path) {
    const isNode = typeof value === "object" && value !== null && Object.hasOwn(value, name);
    if (!isNode) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
