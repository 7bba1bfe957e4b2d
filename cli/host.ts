/** What a command needs of the process that it runs in. */
export interface Host {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const NARROWEST = 40;
const USUAL = 80;

/** Columns of what is printed. A terminal without a size says 0. */
export function widthOf({ stdout }: Host): number {
  return Math.max(NARROWEST, stdout.columns || USUAL);
}

/** Never with NO_COLOR (https://no-color.org); else as FORCE_COLOR says; else on a terminal. */
export function wantsColor({ stdout, environment }: Host): boolean {
  if (environment["NO_COLOR"] !== undefined && environment["NO_COLOR"] !== "") return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return !["0", "false"].includes(forced);
  return stdout.isTTY === true && environment["TERM"] !== "dumb";
}
