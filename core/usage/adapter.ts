import type { SyntaxName } from "../syntax/syntaxes.ts";
import type { Text } from "./texts.ts";
import type { Pieces, Settings, Use } from "./use.ts";
import type { Library } from "./libraries.ts";
import type { KnownKeys, KnownMessage } from "./known-keys.ts";

/** What a value of the code is to a library: what calling it, or looking into it, means. */
export interface Meaning {
  readonly call?: (call: Call) => Meaning | undefined;
  readonly member?: (name: string) => Meaning | undefined;
  /** Used as a component. */
  readonly element?: (element: Element) => void;
}

/** An expression in its scope, as far as an adapter may ask. */
export interface Argument {
  readonly start: number;
  readonly texts: () => readonly Text[];
  /** Of a list that is written out. */
  readonly items: () => readonly Argument[] | undefined;
  /** Of an object that is written out. */
  readonly field: (name: string) => Argument | undefined;
  /** Values of the fields that are written out; undefined for what is no object. */
  readonly fields: () => readonly Argument[] | undefined;
  /** Names of the fields; undefined where not all are written out. */
  readonly names: () => readonly string[] | undefined;
  /** The path of `$ => $.a.b`. */
  readonly selected: () => string | undefined;
  readonly isText: boolean;
  readonly isObject: boolean;
  /** `true` as written. */
  readonly isTrue: boolean;
  /** `undefined`, `null` or `false` as written. */
  readonly isNothing: boolean;
  /** What the value itself is to a library. */
  readonly meaning: () => Meaning | undefined;
}

export interface Call {
  readonly start: number;
  readonly arguments: readonly Argument[];
  /** Some arguments come from a spread: none may be counted. */
  readonly isSpread: boolean;
  readonly found: Found;
}

export interface Element {
  readonly start: number;
  /** Undefined also for one that a spread behind it may overwrite. */
  readonly attribute: (name: string) => Argument | undefined;
  /** Names of attributes; undefined where some come from a spread. */
  readonly names: readonly string[] | undefined;
  readonly hasChildren: boolean;
  readonly found: Found;
}

/** A use before its place is known. */
export type FoundUse = Omit<Use, "line" | "column" | "keys"> & {
  readonly texts: readonly Text[];
};

/** Where adapters tell what they see. */
export interface Found {
  use(use: FoundUse): void;
  settings(settings: Settings): void;
}

/** Where a value came from that no import explains. */
export interface Origin {
  readonly name: string;
  /** In words, the same for the same thing all over a project. Costs more than the rest. */
  readonly from: () => string;
}

/** What one library's calls look like, and what a key of it stands for. */
export interface Adapter {
  readonly library: Library;
  /** Syntaxes whose placeholders it fills in. Those of others the code replaces by itself. */
  readonly fills: readonly SyntaxName[];
  /** Found in every source that uses the library. */
  readonly words: RegExp;
  readonly imported: (module: string, name: string) => Meaning | undefined;
  /**
   * The modules that `imported` knows, and the names that `global`, `method` and `guess` know. With
   * it, no more of a source need be parsed than an excerpt. An element without attributes asks for
   * nothing then.
   */
  readonly reach?: { readonly modules: RegExp; readonly names: readonly string[] };
  /** A name that nothing in the file binds. */
  readonly global?: (name: string) => Meaning | undefined;
  /** A member of whatever object: `this.$t`. */
  readonly method?: (name: string) => Meaning | undefined;
  /** An element of markup that needs no import, by its name. */
  readonly tag?: (name: string) => Meaning["element"];
  /** Uses in an Angular template, in a file of its own or in the text of a component. */
  readonly template?: (text: string, found: Found) => void;
  /** What a value is that is known by its name only. */
  readonly guess?: (origin: Origin) => Meaning | undefined;
  readonly resolve: (use: Use, known: KnownKeys, settings: Settings) => Resolution;
}

/** What a use refers to among the source's messages. */
export interface Resolution {
  readonly outcome:
    | "found"
    /** Defined nowhere that the library looks. */
    | "undefined"
    /** There, as a plural or a variant that the call does not choose. */
    | "unchosen"
    /** The code does not tell where to look, or looks where we know nothing. */
    | "unknown";
  readonly messages: readonly KnownMessage[];
  /** Of `unchosen`: the argument that would choose. */
  readonly lacks?: string;
  /** Of `undefined`: what a key that names its namespace asks for. */
  readonly sought?: { readonly namespace?: string; readonly pieces: Pieces };
}
