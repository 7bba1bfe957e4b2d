import { createHash } from "node:crypto";
import type { Key } from "../../model/key.ts";
import type { MessageId } from "../../model/message.ts";

const MOST_BYTES = 999;

/**
 * What messages are called at Loco: the key joined by dots, behind its namespace and a colon where
 * there is one, as loco-cli does it. A key that this would confuse with another (a part with a dot
 * or a blank at its end, none at all) is written as JSON, one that is too long as its hash. Of a
 * path and a flat key with the same name (`a`, `b` and `a.b`) the path has it.
 */
export function assetIds(messages: readonly MessageId[]): readonly string[] {
  const paths = new Set(
    messages.filter(({ key }) => key.length > 1 && isPlain(key)).map(({ key }) => key.join(".")),
  );
  return messages.map(({ namespace, key }) => {
    const name = key.join(".");
    const isTaken = key.length === 1 && paths.has(name);
    const local = isPlain(key) && !isTaken ? name : JSON.stringify(key);
    const id = namespace === "" ? local : `${namespace}:${local}`;
    if (Buffer.byteLength(id) <= MOST_BYTES) return id;
    return createHash("sha256").update(id).digest("hex");
  });
}

function isPlain(key: Key): boolean {
  return key.every((part) => {
    const hasDot = key.length > 1 && part.includes(".");
    return part !== "" && part.trim() === part && !hasDot;
  });
}

/** Whether it can stand in an address: servers cut or refuse slashes, however they are spelled. */
export function fitsAddress(id: string): boolean {
  return !/[/\\\p{Cc}]|^\.*$/u.test(id);
}
