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

/** Columns of what is printed. */
export function widthOf({ stdout }: Host): number {
  return Math.max(NARROWEST, stdout.columns ?? USUAL);
}

/** Colour only on a terminal, and never with NO_COLOR (https://no-color.org); FORCE_COLOR wins. */
export function wantsColor({ stdout, environment }: Host): boolean {
  if (environment["NO_COLOR"] !== undefined && environment["NO_COLOR"] !== "") return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0";
  return stdout.isTTY === true && environment["TERM"] !== "dumb";
}
