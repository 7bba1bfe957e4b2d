import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { cliPath } from "./cli.ts";

/** A `locstep` that runs beside the test. */
export interface SpawnedCli {
  readonly pid: number | undefined;
  /** Reaches only this process, and does nothing once it has ended. */
  kill(signal: "SIGKILL" | "SIGINT" | "SIGSTOP" | "SIGCONT"): void;
  readonly ended: Promise<Ended>;
  /** Asks every millisecond until it is so, or the process has ended. */
  until(isSo: () => boolean): Promise<void>;
}

export interface Ended {
  /** Null for a process that a signal ended. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds since the start. */
  readonly time: number;
}

const TIME_LIMIT = 60_000;

export function spawnCli(args: readonly string[], cwd: string): SpawnedCli {
  const start = performance.now();
  const child = spawn(process.execPath, [cliPath(), ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TIME_LIMIT,
    killSignal: "SIGKILL",
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({
        code,
        signal,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
        time: performance.now() - start,
      });
    });
  });
  return {
    pid: child.pid,
    kill: (signal) => void child.kill(signal),
    ended,
    async until(isSo) {
      while (child.exitCode === null && child.signalCode === null && !isSo()) await sleep(1);
    },
  };
}
