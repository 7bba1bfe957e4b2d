import type { Key } from "../../model/key.ts";
import type { MessageId } from "../../model/message.ts";

/**
 * What the keys of one namespace are called at Locize: joined by dots, as its own tools do it. Where
 * several keys would come to the same name (`a.b`, and `b` in `a`), the longest path has it, and
 * the others are written as JSON; so is a key with an empty part.
 */
function namesOf(messages: readonly MessageId[]): readonly string[] {
  const owners = new Map<string, Key>();
  for (const { key } of messages) {
    const name = key.join(".");
    const owner = owners.get(name);
    if (owner === undefined || isBefore(key, owner)) owners.set(name, key);
  }
  return messages.map(({ key }) => {
    const name = key.join(".");
    const isPlain = !key.includes("") && isSame(owners.get(name), key);
    return isPlain ? name : JSON.stringify(key);
  });
}

function isBefore(a: Key, b: Key): boolean {
  if (a.length !== b.length) return a.length > b.length;
  return JSON.stringify(a) < JSON.stringify(b);
}

function isSame(a: Key | undefined, b: Key): boolean {
  return a?.length === b.length && a.every((part, at) => part === b[at]);
}

/** Messages by namespace, each with its place in the list and its name at Locize. */
export function byNamespace<T extends MessageId>(
  messages: readonly T[],
): ReadonlyMap<string, readonly Named<T>[]> {
  const parts = new Map<string, { readonly message: T; readonly at: number }[]>();
  for (const [at, message] of messages.entries()) {
    // What a group in flight no longer needs is blank.
    if (message.key.length === 0) continue;
    const part = parts.get(message.namespace) ?? [];
    parts.set(message.namespace, part);
    part.push({ message, at });
  }
  return new Map(
    [...parts].map(([namespace, part]) => {
      const names = namesOf(part.map(({ message }) => message));
      return [namespace, part.map((item, index) => ({ ...item, name: names[index] as string }))];
    }),
  );
}

export interface Named<T> {
  readonly message: T;
  readonly at: number;
  readonly name: string;
}
