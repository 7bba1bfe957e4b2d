import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "../core/model/errors.ts";
import { canonicalLocale } from "../core/model/locale.ts";
import { nearest } from "../core/model/nearest.ts";
import type { Host } from "./host.ts";

interface Text {
  readonly type: "string";
}
interface Flag {
  readonly type: "boolean";
}

/** Options that every command takes. */
export const COMMON: {
  readonly cwd: Text;
  readonly config: Text;
  readonly locale: Text & { readonly multiple: true };
  readonly json: Flag;
  readonly help: Flag & { readonly short: "h" };
} = {
  cwd: { type: "string" },
  config: { type: "string" },
  locale: { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

export interface CommonOptions {
  /** What a session is opened on. */
  readonly place: {
    readonly cwd: string;
    readonly config?: string;
    readonly environment: Host["environment"];
  };
  /** Canonical ids; undefined: all. */
  readonly locales?: readonly string[];
  readonly json: boolean;
}

type OptionsOf = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends OptionsOf> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>;

/** Parses a command's arguments. Throws UsageError for what it does not know. */
export function readArguments<O extends OptionsOf>(
  command: string,
  args: readonly string[],
  options: O,
): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    const [message] = (error as Error).message.split(/\.(?: To specify|\n|$)/u);
    const list = `\`locstep ${command} --help\` lists the options.`;
    const unknown = /^Unknown option '--(.*)'$/su.exec(message as string)?.[1];
    const near = unknown === undefined ? undefined : nearest(unknown, Object.keys(options));
    const hint = near === undefined ? list : `Did you mean \`--${near}\`? ${list}`;
    throw new UsageError(message as string, hint);
  }
}

/** Throws UsageError where a command takes none: a forgotten `--locale` would check everything. */
export function refusePositionals(command: string, positionals: readonly string[]): void {
  const [first] = positionals;
  if (first === undefined) return;
  throw new UsageError(
    `${command} takes no arguments, and was given "${first}"`,
    `\`locstep ${command} --help\` lists the options.`,
  );
}

/** Throws UsageError unless one stands there: a shell makes many words of an unquoted one. */
export function oneGlob(command: string, positionals: readonly string[]): string {
  const [glob] = positionals;
  if (glob !== undefined && positionals.length === 1) return glob;
  const quoting = glob === undefined ? "" : "Quote it, so that the shell leaves it alone. ";
  throw new UsageError(
    `${command} takes one glob, and was given ${glob === undefined ? "none" : positionals.length}`,
    `${quoting}\`locstep ${command} --help\` shows examples.`,
  );
}

export function commonOptions(
  values: {
    readonly cwd?: string | undefined;
    readonly config?: string | undefined;
    readonly locale?: readonly string[] | undefined;
    readonly json?: boolean | undefined;
  },
  { cwd: here, environment }: Host,
): CommonOptions {
  const { cwd = here, config, locale, json } = values;
  return {
    place: { cwd, environment, ...(config !== undefined && { config }) },
    ...(locale !== undefined && { locales: locale.map(readLocale) }),
    json: json ?? false,
  };
}

function readLocale(spelling: string): string {
  const locale = canonicalLocale(spelling);
  if (locale !== undefined) return locale;
  throw new UsageError(`"${spelling}" is no locale`, "Give a BCP 47 id such as `de` or `pt-BR`.");
}

/** Throws UsageError where an option's value is none of those allowed. */
export function oneOf<T extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly T[],
  fallback: T,
): T {
  if (value === undefined) return fallback;
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new UsageError(`${option} ${value} is not known`, `Use one of ${allowed.join(", ")}.`);
}

/** Whole seconds. Throws UsageError for anything else. */
export function seconds(option: string, value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (/^\d{1,6}$/u.test(value)) return Number(value);
  throw new UsageError(`${option} ${value} is not a number of seconds`, `Example: ${option} 60.`);
}
