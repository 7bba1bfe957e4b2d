import { run } from "./run.ts";

process.exitCode = await run({
  environment: process.env,
  write: (text) => process.stdout.write(text),
});
