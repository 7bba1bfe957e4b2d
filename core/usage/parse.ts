import { isMainThread, resourceLimits } from "node:worker_threads";
import type { Program } from "oxc-parser";
import type { Dialect } from "./dialects.ts";
import { PATIENCE_IN_ALL, type Read, openParserApart } from "./parse-apart.ts";
import { deepestAt, fitsStack } from "./stack-need.ts";

export interface Parsed {
  readonly program: Program;
  readonly fault?: Fault;
}

/** Why code, or the end of it, could not be read. */
export interface Fault {
  readonly message: string;
  /** Where, in UTF-16 code units. */
  readonly start: number;
}

export interface Parser {
  parse(code: string, dialect: Dialect): Parsed;
  /** Whether the time for deep code is over: what is a fault for that may be read another time. */
  isSpent(): boolean;
  /** By a node's type: the fields that hold what code does. Types do nothing. */
  readonly children: Children;
}

export type Children = ReadonlyMap<string, readonly string[]>;

const TYPES = new Set([
  "typeAnnotation",
  "typeParameters",
  "typeArguments",
  "superTypeArguments",
  "returnType",
  "implements",
]);

const EMPTY = { type: "Program", body: [] as unknown } as Program;
const TOO_DEEP = "it is nested too deep";
const TOO_LATE = "it is nested deep, and the time for such code is over";

/**
 * Loads the parser: 20 ms that a run without sources to read is spared. Undefined where it is not to
 * be had: beside the action's bundle, or where its binary for this machine was not installed.
 * `patience`: milliseconds for all code that is too deep for this process.
 */
export async function loadParser(patience: number = PATIENCE_IN_ALL): Promise<Parser | undefined> {
  const oxc = await import("oxc-parser").catch(() => undefined);
  if (oxc === undefined) return undefined;
  const { parseSync, rawTransferSupported, visitorKeys } = oxc;
  // Without it (Node 20) the tree comes as JSON, which costs three times as much.
  const isRaw = rawTransferSupported();
  // What takes its place in the action is broken by no code.
  const room = "isSafe" in oxc ? Infinity : roomHere();
  const apart = openParserApart(patience);
  return {
    children: new Map(
      Object.entries(visitorKeys).map(([type, fields]) => [
        type,
        fields.filter((field) => !TYPES.has(field)),
      ]),
    ),
    parse(code, dialect) {
      const options = {
        lang: dialect,
        sourceType: "unambiguous",
        preserveParens: false,
        // Without the types of names: a tenth less to read.
        astType: "js",
      } as const;
      const name = `source.${dialect}`;
      const raw = isRaw ? { ...options, experimentalRawTransfer: true } : options;
      const read =
        (fitsStack(code, room) ? readHere(() => parseSync(name, code, raw)) : undefined) ??
        apart.parse(name, code, options);
      if (read === undefined) {
        const message = apart.isSpent() ? TOO_LATE : TOO_DEEP;
        return { program: EMPTY, fault: { message, start: deepestAt(code) } };
      }
      const { program, errors } = read;
      const error = errors.find(({ severity }) => severity === "Error");
      if (error === undefined) return { program };
      return { program, fault: { message: error.message, start: error.labels[0]?.start ?? 0 } };
    },
    isSpent: apart.isSpent,
  };
}

/** Undefined where a tree is deeper than what makes it out of memory can go. */
function readHere(parse: () => Read): Read | undefined {
  try {
    const { program, errors } = parse();
    return { program, errors };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Bytes of stack for the parser: what a thread has, as a system gives it, but for a part of it. */
function roomHere(): number {
  const size = isMainThread ? 8 : (resourceLimits.stackSizeMb ?? 4);
  return size * 0.85 * 1024 * 1024;
}
