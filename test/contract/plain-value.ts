import type { Edit } from "../../core/formats/format.ts";
import { type Key, keyId } from "../../core/model/key.ts";

type Container = Record<string, unknown>;

/** A parsed document after an edit, made without any of the code under test. */
export function editedValue(value: unknown, edit: Edit): unknown {
  const root: unknown = structuredCloneWithProto(value ?? {});
  let container = root as Container;
  for (const name of edit.key.slice(0, -1)) {
    if (!isContainer(ownValue(container, name))) {
      if (edit.kind === "remove") return root;
      define(container, name, {});
    }
    container = ownValue(container, name) as Container;
  }
  const last = edit.key.at(-1) as string;
  if (edit.kind === "set") define(container, last, edit.text);
  else if (Array.isArray(container)) container.splice(Number(last), 1);
  else delete container[last];
  return root;
}

/** What stands at a key; undefined when nothing. */
export function valueAt(value: unknown, key: Key): unknown {
  let at = value;
  for (const name of key) at = isContainer(at) ? ownValue(at, name) : undefined;
  return at;
}

/** Every text by the id of its key. */
export function textsOf(value: unknown, key: Key = []): Map<string, string> {
  if (typeof value === "string") return new Map([[keyId(key), value]]);
  if (!isContainer(value)) return new Map();
  return new Map(
    Object.keys(value).flatMap((name) => [...textsOf(ownValue(value, name), [...key, name])]),
  );
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}

function ownValue(container: Container, name: string): unknown {
  return Object.getOwnPropertyDescriptor(container, name)?.value;
}

/** `container.__proto__ = value` would set the prototype. */
function define(container: Container, name: string, value: unknown): void {
  const options = { value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(container, name, options);
}

/** `structuredClone` drops a key named `__proto__`. */
function structuredCloneWithProto(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCloneWithProto);
  if (!isContainer(value)) return value;
  const copy: Container = {};
  for (const name of Object.keys(value)) {
    define(copy, name, structuredCloneWithProto(ownValue(value, name)));
  }
  return copy;
}
