import { openSession } from "../core/workflow/session.ts";
import { COMMON, commonOptions, readArguments } from "./arguments.ts";
import { IN_STEP } from "./exit-codes.ts";
import type { Host } from "./host.ts";

export async function init(args: readonly string[], host: Host): Promise<number> {
  const { values } = readArguments("init", args, COMMON);
  const { cwd, json, ...common } = commonOptions(values);
  const session = await openSession({
    ...common,
    cwd: cwd ?? host.cwd,
    environment: host.environment,
  });
  const adoption = await session.adopt();
  host.stdout.write(`${JSON.stringify(adoption)}\n`);
  return IN_STEP;
}
