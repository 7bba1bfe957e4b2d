import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import type { ParseResult, ParserOptions, Program } from "oxc-parser";

/** What a parser tells of code. */
export type Read = Pick<ParseResult, "program" | "errors">;

/** Milliseconds. A MiB of usual code takes one second. */
const PATIENCE = 30_000;
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

/**
 * Parses in a process of its own, which costs a tenth of a second: code that is nested deeper than
 * the stack is large takes its process down, and some of it takes the parser hours. Undefined for
 * such code. A tree comes as JSON, which may be as deep as it likes.
 */
export function parseApart(name: string, code: string, options: ParserOptions): Read | undefined {
  const module = createRequire(import.meta.url).resolve(BINDINGS);
  const { status, stdout } = spawnSync(process.execPath, ["-e", PROGRAM], {
    input: JSON.stringify({ module, name, code, options }),
    encoding: "utf8",
    timeout: PATIENCE,
    killSignal: "SIGKILL",
    maxBuffer: MOST_BYTES,
    stdio: ["pipe", "pipe", "ignore"],
    windowsHide: true,
  });
  if (status !== 0 || stdout === "") return undefined;
  const { program, errors } = JSON.parse(stdout) as { program: string; errors: Read["errors"] };
  return { program: (JSON.parse(program) as { node: Program }).node, errors };
}
