/**
 * A message's path inside one catalog. Never joined into a string for identity: keys contain dots,
 * slashes and line breaks. A list item's segment is its decimal index.
 */
export type Key = readonly string[];

/** Identity of a key for use in a Map: injective, unlike a join on any character. */
export function keyId(key: Key): string {
  return JSON.stringify(key);
}

/** A key as people write it; segments that would be ambiguous are quoted. For display only. */
export function formatKey(key: Key): string {
  return key.map((part) => (/^[^\s."]+$/u.test(part) ? part : JSON.stringify(part))).join(".");
}
