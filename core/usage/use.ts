import type { Position } from "../model/bytes.ts";
import type { Library } from "./libraries.ts";

/**
 * A text as far as the code alone tells it: the pieces between what is only known while running.
 * One piece: exact. `["a.", ".b"]`: `a.*.b`. Opaque texts are no `Pieces`.
 */
export type Pieces = readonly [string, ...string[]];

/** One place where code asks for a message, under one key. Plain data: it is cached as JSON. */
export interface Use extends Position {
  readonly library: Library;
  /** Other keys would do as well: found where one is (`t(["a", "b"])`). */
  readonly keys: readonly [Pieces, ...Pieces[]];
  /**
   * Where the library looks. Absent: in its default; null: the code does not tell, so anywhere.
   * Libraries without namespaces leave it out.
   */
  readonly namespaces?: readonly string[] | null;
  /** The arguments passed by name; absent: the code does not tell. */
  readonly passed?: readonly string[];
  /** Nobody expects the key to be defined: it is asked whether it is, or other texts may have it. */
  readonly isOptional?: true;
  /** A whole subtree is asked for, not a text. */
  readonly isTree?: true;
  /** The call brings a text of its own for a key that nobody defines. */
  readonly hasDefault?: true;
  /**
   * Where a function came from that may not translate at all. It is trusted when nearly all that
   * it is asked for is defined.
   */
  readonly doubt?: string;
}

/** What an application tells its library once. Absent members: as the library has it. */
export interface Settings {
  readonly library: Library;
  /** Null where the code does not tell. */
  readonly defaultNamespaces?: readonly string[] | null;
  readonly fallbackNamespaces?: readonly string[] | null;
  readonly keySeparator?: string | false | null;
  readonly namespaceSeparator?: string | false | null;
  /** Arguments that every message gets. */
  readonly defaultArguments?: readonly string[] | null;
}

/** What one source file has to say. */
export interface FileUses {
  readonly uses: readonly Use[];
  readonly settings: readonly Settings[];
  /** Calls whose key only shows while running. */
  readonly opaque: number;
  /** Why the file, or a part of it, could not be read as code. */
  readonly fault?: string;
  /** Where the first of it stands, if the parser tells. */
  readonly faultLine?: number;
}
