#!/usr/bin/env node
import { OUTSIDE } from "./exit-codes.ts";
import { run } from "./run.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // `locstep check | head` closes the pipe first: that is no failure.
  if (error.code === "EPIPE") process.exit();
  process.stderr.write(`locstep: cannot write to standard output: ${error.message}\n`);
  process.exit(OUTSIDE);
});
// Nobody is left to tell; the exit code still says it.
process.stderr.on("error", () => {});

async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
  });
}

void main();
