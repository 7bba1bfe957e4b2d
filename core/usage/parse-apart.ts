import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import type { ParseResult, ParserOptions, Program } from "oxc-parser";

/** What a parser tells of code. */
export type Read = Pick<ParseResult, "program" | "errors">;

/** Milliseconds for one source. A MiB of usual code takes one second. */
const PATIENCE = 30_000;
/** The same for all sources of a run: deep ones are few, and each takes a tenth of a second. */
export const PATIENCE_IN_ALL = 120_000;
const BINDINGS = "oxc-parser/src-js/bindings.js";
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * In a thread, for that may have a large stack, of which only what is used takes memory. The tree
 * is taken as the JSON that it comes as: made again, it would cost the square of its depth.
 */
const THREAD = `
const { parentPort, workerData } = require("node:worker_threads");
const { module, name, code, options } = workerData;
import(module).then(({ parseSync }) => {
  const { program, errors } = parseSync(name, code, options);
  parentPort.postMessage(JSON.stringify({ program, errors }));
});
`;
const PROGRAM = `
const { Worker } = require("node:worker_threads");
const workerData = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const resourceLimits = { stackSizeMb: 256 };
const thread = new Worker(${JSON.stringify(THREAD)}, { eval: true, workerData, resourceLimits });
thread.on("message", (read) => process.stdout.write(read));
`;

export interface ParserApart {
  /**
   * Parses in a process of its own, which costs a tenth of a second: code that is nested deeper than
   * the stack is large takes its process down, and some of it takes the parser hours. Undefined for
   * such code. A tree comes as JSON, which may be as deep as it likes.
   */
  parse(name: string, code: string, options: ParserOptions): Read | undefined;
  /** Whether no time is left, so that code which this parser gave up on may be read another time. */
  isSpent(): boolean;
}

/** `patience`: milliseconds for all that is parsed. */
export function openParserApart(patience: number): ParserApart {
  let left = patience;
  return {
    parse(name, code, options) {
      if (left <= 0) return undefined;
      const start = performance.now();
      const read = parseApart(name, code, options, Math.ceil(Math.min(left, PATIENCE)));
      left -= performance.now() - start;
      return read;
    },
    isSpent: () => left <= 0,
  };
}

function parseApart(
  name: string,
  code: string,
  options: ParserOptions,
  timeout: number,
): Read | undefined {
  const module = createRequire(import.meta.url).resolve(BINDINGS);
  const { status, stdout } = spawnSync(process.execPath, ["-e", PROGRAM], {
    input: JSON.stringify({ module, name, code, options }),
    encoding: "utf8",
    timeout,
    killSignal: "SIGKILL",
    maxBuffer: MOST_BYTES,
    stdio: ["pipe", "pipe", "ignore"],
    windowsHide: true,
  });
  if (status !== 0 || stdout === "") return undefined;
  const { program, errors } = JSON.parse(stdout) as { program: string; errors: Read["errors"] };
  return { program: (JSON.parse(program) as { node: Program }).node, errors };
}
