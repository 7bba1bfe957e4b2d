import { spawn } from "node:child_process";

/** Nothing of the machine's own git configuration takes part. */
const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_COMMITTER_NAME: "Demo",
  GIT_COMMITTER_EMAIL: "demo@example.com",
};

const LIMIT = 60_000;

/**
 * Runs a program, killed after a minute; `quiet` gives back its output instead of showing it.
 * Rejects unless it exits with 0.
 */
export function run(command, args, { cwd, signal, quiet = false, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]),
      env: { ...process.env, ...ENVIRONMENT, ...env },
      stdio: ["ignore", quiet ? "pipe" : "inherit", "inherit"],
    });
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(" ")}: exit ${code}`));
    });
  });
}
