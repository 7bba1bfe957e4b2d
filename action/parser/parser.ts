import type { ParserOptions, ParseResult } from "oxc-parser";
import { jsonParseAst } from "oxc-parser/src-js/wrap.js";
import { type Binding, openBinding } from "./binding.ts";

/**
 * What stands beside the action's bundle in the place of `oxc-parser`: the same parser in the same
 * version, as the WebAssembly that its package carries. One file for every runner, and code that a
 * stranger wrote cannot bring the process down: what breaks the parser breaks this memory alone.
 */

export { default as visitorKeys } from "oxc-parser/src-js/generated/visit/keys.js";

const NOTHING = `{ "node": { "type": "Program", "body": [] }, "fixes": [] }`;

let binding: Binding | undefined = openBinding();

/** Code of whatever depth may be given to {@link parseSync}. */
export const isSafe = true;

/** Trees come as JSON. */
export function rawTransferSupported(): boolean {
  return false;
}

/** Never throws: code that the parser breaks on is code with an error. */
export function parseSync(
  name: string,
  code: string,
  options: ParserOptions,
): Pick<ParseResult, "program" | "errors"> {
  binding ??= openBinding();
  try {
    // Half of a pair of surrogates would take its neighbour along on the way into UTF-8.
    const result = binding.parseSync(name, code.toWellFormed(), options);
    return { program: jsonParseAst(result.program), errors: result.errors };
  } catch (error) {
    // Nested too deep, most likely. It stands where it broke, so the next source gets a new one.
    binding = undefined;
    const fault = { severity: "Error", message: String(error) } as ParseResult["errors"][number];
    return { program: jsonParseAst(NOTHING), errors: [fault] };
  }
}
