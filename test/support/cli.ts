import { execFile } from "node:child_process";
import { inject } from "vitest";

export interface CliOptions {
  readonly cwd: string;
  /** Over the environment of the test run; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  /** Milliseconds until the process is killed and the call rejects: 60,000 unless told. */
  readonly timeout?: number;
}

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Path of the bundled `locstep`, for tests that spawn (and kill) it themselves. */
export function cliPath(): string {
  return bundled().path;
}

/** Folder of the package as it is installed. */
export function packageFolder(): string {
  return bundled().folder;
}

function bundled(): { readonly path: string; readonly folder: string } {
  const cli = inject("cli");
  if ("failure" in cli) throw new Error(`The package could not be bundled.\n${cli.failure}`);
  return cli;
}

/** Runs the bundled `locstep` in a process of its own. Rejects when it was killed, by time or signal. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const { cwd, env, stdin = "", timeout = 60_000 } = options;
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [cliPath(), ...args],
      {
        cwd,
        env: { ...process.env, ...env },
        timeout,
        killSignal: "SIGKILL",
        maxBuffer: 256 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === "number") return resolve({ code, stdout, stderr });
        reject(
          new Error(`locstep ${args.join(" ")} did not end by itself.\n${stderr}`, {
            cause: error,
          }),
        );
      },
    );
    // A command that ends without reading its input closes the pipe first: no failure of ours.
    child.stdin?.on("error", () => {});
    child.stdin?.end(stdin);
  });
}
