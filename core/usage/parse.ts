import type { Program } from "oxc-parser";
import type { Dialect } from "./dialects.ts";

export interface Parsed {
  readonly program: Program;
  /** Why the code, or the end of it, could not be read. */
  readonly fault?: string;
}

export interface Parser {
  parse(code: string, dialect: Dialect): Parsed;
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

/**
 * Loads the parser: 20 ms that a run without sources to read is spared. Undefined where it is not to
 * be had: beside the action's bundle, or where its binary for this machine was not installed.
 */
export async function loadParser(): Promise<Parser | undefined> {
  const oxc = await import("oxc-parser").catch(() => undefined);
  if (oxc === undefined) return undefined;
  const { parseSync, rawTransferSupported, visitorKeys } = oxc;
  // Without it (Node 20) the tree comes as JSON, which costs three times as much.
  const isRaw = rawTransferSupported();
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
      const raw = isRaw ? { ...options, experimentalRawTransfer: true } : options;
      const { program, errors } = parseSync(`source.${dialect}`, code, raw);
      const fault = errors.find(({ severity }) => severity === "Error")?.message;
      return fault === undefined ? { program } : { program, fault };
    },
  };
}
