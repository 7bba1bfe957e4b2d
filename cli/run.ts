import { UsageError } from "../core/model/errors.ts";
import packageJson from "../package.json" with { type: "json" };
import { check } from "./at-rest.ts";
import { IN_STEP, failureOf } from "./exit-codes.ts";
import type { Host } from "./host.ts";

/** Runs one command and tells the exit code. Each command's code is loaded only when it runs. */
type Command = (args: readonly string[], host: Host) => Promise<number>;

const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["init", async () => (await import("./init.ts")).init],
  ["check", async () => check],
  ["sync", async () => (await import("./sync.ts")).sync],
  ["accept", async () => (await import("./accept.ts")).accept],
  ["redo", async () => (await import("./sync.ts")).redo],
]);

/** The command line's one entry and one failure exit. */
export async function run(args: readonly string[], host: Host): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-v" || name === "version") {
    host.stdout.write(`${packageJson.version}\n`);
    return IN_STEP;
  }
  try {
    const isHelp = name === undefined || name === "--help" || name === "-h" || name === "help";
    const topic = isHelp ? rest[0] : name;
    const command = topic === undefined ? undefined : COMMANDS.get(topic);
    if (topic !== undefined && command === undefined) throw await unknownCommand(topic);
    if (command === undefined || isHelp || rest.includes("--help") || rest.includes("-h")) {
      const { HELP, MAIN } = await import("./help.ts");
      host.stdout.write(`${HELP.get(topic ?? "") ?? MAIN}\n`);
      return IN_STEP;
    }
    return await (
      await command()
    )(rest, host);
  } catch (error) {
    const { text, code } = failureOf(error);
    host.stderr.write(text);
    return code;
  }
}

async function unknownCommand(name: string): Promise<UsageError> {
  const known = [...COMMANDS.keys()];
  const list = `The commands are ${known.join(", ")}.`;
  const { nearest } = await import("../core/model/nearest.ts");
  const isOption = name.startsWith("-");
  const near = nearest(name, isOption ? ["--help", "--version"] : known);
  if (near !== undefined)
    return new UsageError(noCommand(name), `Did you mean \`${near}\`? ${list}`);
  return isOption
    ? new UsageError(`${name} stands where a command should`, `Options come after it. ${list}`)
    : new UsageError(noCommand(name), list);
}

function noCommand(name: string): string {
  return `there is no command "${name}"`;
}
