import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/**
 * What a machine asks of every Node process costs ours and the yardsticks alike, and so brings all
 * ratios near to 1: reading a file of certificates takes three times Node's own start.
 */
const { NODE_EXTRA_CA_CERTS: _certificates, ...ENVIRONMENT } = process.env;
const PEAK = join(import.meta.dirname, "peak.cjs");

/**
 * Runs the commands in turns, `times` rounds, every other one backwards, so that what else the
 * machine does falls on all of them alike, and what a command leaves behind on each of its
 * neighbours. Gives each one's median CPU and wall time in seconds: a first run from a cold disk does
 * not show in a median.
 *
 * @param {Record<string, { argv: string[], cwd?: string, findings?: boolean }>} commands `findings`:
 *   exit code 1 is an answer, too.
 */
export async function measureTogether(commands, times) {
  const names = Object.keys(commands);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < times; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      samples[name].push(await time(commands[name]));
    }
  }
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        cpu: median(samples[name].map(({ cpu }) => cpu)),
        wall: median(samples[name].map(({ wall }) => wall)),
      },
    ]),
  );
}

/**
 * CPU (user and system, of the process and all that it waited for) and wall seconds. Bash's `time`
 * is the one thing everywhere that adds up a process tree without costing anything itself.
 */
async function time({ argv, cwd, findings = false }) {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>&1 </dev/null`;
  const { code, stderr } = await ended("bash", ["-c", script, "bash", ...argv], {
    cwd,
    env: ENVIRONMENT,
  });
  // A failure would time nothing; exit 1 says "findings" for checkers, and "crashed" for the rest.
  if (code !== 0 && !(findings && code === 1))
    throw new Error(`${argv.join(" ")}: exit ${code}\n${await output(argv, cwd)}`);
  const [wall, user, system] = stderr.trim().split(" ").map(Number);
  return { cpu: user + system, wall };
}

/** The largest resident set, in MiB, of any Node process of the command's tree. */
export async function peakMemory({ argv, cwd }) {
  const folder = await mkdtemp(join(tmpdir(), "locstep-peak-"));
  try {
    const file = join(folder, "peaks");
    const env = { ...process.env, NODE_OPTIONS: `--require ${PEAK}`, LOCSTEP_BENCH_PEAKS: file };
    await ended(argv[0], argv.slice(1), { cwd, env });
    const kibibytes = (await readFile(file, "utf8")).trim().split("\n").map(Number);
    return Math.max(...kibibytes) / 1024;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function ended(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === null) reject(new Error(`${command}: killed by ${signal}`));
      else resolve({ code, stderr });
    });
  });
}

async function output([command, ...args], cwd) {
  const { stdout, stderr } = await run(command, args, { cwd, env: ENVIRONMENT }).catch(
    (error) => error,
  );
  return `${stdout}${stderr}`;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
