import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";

/** A running `vite`, as a person starts it. Ended when the test has finished. */
export interface DevServer {
  /** Of the application, with a slash at its end. */
  readonly url: string;
  /** Waits until what was printed since the last call holds a text; answers it. */
  next(text: string): Promise<string>;
  stop(): Promise<void>;
}

const TIME_LIMIT = 60_000;

export async function startDevServer(
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<DevServer> {
  const { VITEST: _, NODE_ENV: __, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: "1", FORCE_COLOR: "0", ...variables };
  const args = ["node_modules/vite/bin/vite.js", "--host", "127.0.0.1", "--port", "0"];
  const child = spawn(process.execPath, args, { cwd, env });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));

  async function next(text: string): Promise<string> {
    for (const end = Date.now() + TIME_LIMIT; !printed.includes(text); await sleep(20)) {
      if (Date.now() > end) throw new Error(`"${text}" did not come, but:\n${printed}`);
    }
    const seen = printed;
    printed = "";
    return seen;
  }

  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "close");
  }

  onTestFinished(stop);
  const [, url = ""] = /Local:\s+(\S+)/u.exec(await next("Local:")) ?? [];
  return { url, next, stop };
}
