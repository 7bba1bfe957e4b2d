import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { OutsideError } from "../model/errors.ts";
import { systemError } from "./system-error.ts";

/** Lets the next one in. Safe to call twice. */
export type Release = () => Promise<void>;

/** Who holds a lock. Process ids are given again, so the time of the start belongs to it. */
interface Holder {
  readonly pid: number;
  /** Clock ticks since the machine's boot, as Linux tells; null where no one does. */
  readonly started: string | null;
  readonly host: string;
  /** Tells two locks of one process apart. */
  readonly token: string;
}

const FILE = "lock";
const PAUSE = 100;

/**
 * Takes the one lock of a checkout, a file in `folder`, which is made when it does not exist. Waits
 * up to `wait` milliseconds for another holder; then throws OutsideError that names it. The lock of
 * a process that is gone is taken over.
 */
export async function acquireLock(
  folder: string,
  options: { readonly wait?: number; readonly signal?: AbortSignal } = {},
): Promise<Release> {
  const lock = join(folder, FILE);
  const token = randomUUID();
  const prepared = `${lock}-${process.pid}-${token}`;
  try {
    await mkdir(folder, { recursive: true });
    // Written before it is put in place, so that nobody ever sees a lock without its holder.
    await writeFile(prepared, JSON.stringify(await thisProcess(token)), { flag: "wx" });
    await waitForLock(lock, prepared, token, Date.now() + (options.wait ?? 0), options.signal);
    await sweep(folder);
  } catch (error) {
    throw systemError(error, "lock", folder);
  } finally {
    await unlink(prepared).catch(() => {});
  }
  return async () => {
    if ((await holderOf(lock))?.token === token) await unlink(lock);
  };
}

/** Removes what processes that were killed while they prepared a lock left behind. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^lock-(\d+)-[\da-f-]{36}$/u.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      await unlink(join(folder, name)).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== "ESRCH";
  }
}

async function thisProcess(token: string): Promise<Holder> {
  return { pid: process.pid, started: await startOf(process.pid), host: hostname(), token };
}

async function waitForLock(
  lock: string,
  prepared: string,
  token: string,
  until: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  while (!(await put(prepared, lock))) {
    const holder = await holderOf(lock);
    if (holder?.token === token) return;
    if (holder !== undefined && (await isGone(holder))) {
      if (await claim(prepared, lock, holder)) continue;
    }
    if (holder !== undefined && Date.now() >= until) throw heldBy(holder, lock);
    await sleep(PAUSE, undefined, { ...(signal !== undefined && { signal }) });
  }
}

/**
 * Replaces the lock of a process that is gone. Of all who see it, one has the claim; it looks again
 * before it replaces, for the lock may be another's by now. Whether it worked shows in the lock.
 */
async function claim(prepared: string, lock: string, gone: Holder): Promise<boolean> {
  const claimed = `${lock}-${gone.token}-claim`;
  if (!(await put(prepared, claimed))) {
    const claimant = await holderOf(claimed);
    if (claimant !== undefined && (await isGone(claimant))) await unlink(claimed).catch(() => {});
    return false;
  }
  if ((await holderOf(lock))?.token !== gone.token) {
    await unlink(claimed).catch(() => {});
    return false;
  }
  await rename(claimed, lock).catch(() => {});
  return true;
}

/** Whether the prepared file now also has this name; false when something has it already. */
async function put(prepared: string, path: string): Promise<boolean> {
  try {
    await link(prepared, path);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Undefined when there is no lock. Throws OutsideError when a lock says nothing readable. */
async function holderOf(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { pid, started, host, token } = JSON.parse(text) as Holder;
    if (Number.isSafeInteger(pid) && pid > 0) return { pid, started, host, token: String(token) };
  } catch {
    // Falls through: damaged.
  }
  throw new OutsideError(`the lock ${path} is damaged`, {
    hint: "If no other locstep runs in this checkout, delete the file.",
  });
}

/** Of another machine nothing can be known: its lock is taken to be held. */
async function isGone({ pid, started, host }: Holder): Promise<boolean> {
  if (host !== hostname()) return false;
  if (!isRunning(pid)) return true;
  const now = await startOf(pid);
  return started !== null && now !== null && now !== started;
}

/** Field 22 of `/proc/<pid>/stat`; the second, the name, is in parentheses and may hold anything. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

function heldBy({ pid, host }: Holder, lock: string): OutsideError {
  const where = host === hostname() ? "" : ` on ${host}`;
  return new OutsideError(`another locstep is at work in this checkout (process ${pid}${where})`, {
    hint: `Wait until it has ended. If it no longer runs, delete ${lock}.`,
  });
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
