import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { OutsideError } from "../model/errors.ts";
import type { Answer } from "./provider.ts";

/** What engines have answered and nobody has written back yet: paid for, so never asked again. */
export interface Journal {
  /** The answer to a chunk that any run got, for whatever group. */
  recall(chunk: string): Answer | undefined;
  /** Once it resolves, the answer outlives the process. Throws OutsideError when it cannot. */
  record(contentKey: string, chunk: string, answer: Answer): Promise<void>;
  /** The group is written back: its answers are in the files. */
  forget(contentKey: string): Promise<void>;
}

interface Line {
  readonly chunk: string;
  /** Parsed only when somebody asks: a killed first run may have left many. */
  readonly json: string;
}

const FILE_NAME = /^([0-9a-f]{64})\.jsonl$/u;
const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * A journal in a folder, one append-only file a content key. A line carries its own check and
 * begins with a line break, so that what a killed process tore off costs only itself, and two
 * processes that append at once cost at worst an answer that is asked for again.
 * Files that nobody touched for 30 days are removed.
 */
export async function openJournal(folder: string): Promise<Journal> {
  /** By content key, then by chunk. */
  const groups = await readJournal(folder);

  return {
    recall(chunk) {
      for (const lines of groups.values()) {
        const json = lines.get(chunk);
        if (json !== undefined) return new Map(JSON.parse(json) as [number, string][]);
      }
      return undefined;
    },
    async record(contentKey, chunk, answer) {
      const json = JSON.stringify([...answer]);
      try {
        await mkdir(folder, { recursive: true });
        await append(fileOf(folder, contentKey), `\n${printLine({ chunk, json })}\n`);
      } catch (cause) {
        throw new OutsideError(`cannot write the journal in ${folder}: ${String(cause)}`, {
          cause,
          hint: "See that the disk has room and that you may write there.",
        });
      }
      const lines = groups.get(contentKey) ?? new Map<string, string>();
      groups.set(contentKey, lines.set(chunk, json));
    },
    async forget(contentKey) {
      groups.delete(contentKey);
      await rm(fileOf(folder, contentKey), { force: true });
    },
  };
}

async function readJournal(folder: string): Promise<Map<string, Map<string, string>>> {
  const groups = new Map<string, Map<string, string>>();
  for (const name of await readdir(folder).catch(nothingThere)) {
    const contentKey = FILE_NAME.exec(name)?.[1];
    if (contentKey === undefined) continue;
    const file = fileOf(folder, contentKey);
    const lines = await readLines(file).catch(nothingThere);
    groups.set(contentKey, new Map(lines.map((line) => [line.chunk, line.json])));
  }
  return groups;
}

/** The sound lines of a file; none, and no file, when it is too old. */
async function readLines(file: string): Promise<readonly Line[]> {
  const { mtimeMs } = await stat(file);
  if (Date.now() - mtimeMs > LIFETIME_MS) {
    await rm(file, { force: true });
    return [];
  }
  const text = await readFile(file, "utf8");
  return text.split("\n").flatMap((line) => parseLine(line) ?? []);
}

/** Appends in one write and waits until the disk has it. */
async function append(file: string, text: string): Promise<void> {
  const handle = await open(file, "a");
  try {
    await handle.appendFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

function fileOf(folder: string, contentKey: string): string {
  return join(folder, `${contentKey}.jsonl`);
}

function printLine({ chunk, json }: Line): string {
  return `${check(chunk, json)} ${chunk} ${json}`;
}

function parseLine(text: string): Line | undefined {
  const [sum, chunk] = text.split(" ", 2);
  if (sum === undefined || chunk === undefined) return undefined;
  const json = text.slice(sum.length + chunk.length + 2);
  return check(chunk, json) === sum ? { chunk, json } : undefined;
}

function check(chunk: string, json: string): string {
  return createHash("sha256").update(`${chunk} ${json}`).digest("base64url").slice(0, 16);
}

function nothingThere(error: NodeJS.ErrnoException): [] {
  if (error.code === "ENOENT") return [];
  throw error;
}
