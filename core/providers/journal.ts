import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { OutsideError } from "../model/errors.ts";
import { NO_TOKENS, type TokenUsage, addTokens } from "../model/token-usage.ts";
import type { Answer } from "./provider.ts";

/**
 * What engines have answered and nobody has written back yet: paid for, so never asked again; and
 * what was paid, until a report has told it.
 */
export interface Journal {
  /** The answer to a chunk that any run got, for whatever group. */
  recall(chunk: string): Answer | undefined;
  /** Once it resolves, the answer outlives the process. Throws OutsideError when it cannot. */
  record(contentKey: string, chunk: string, answer: Answer, tokens?: TokenUsage): Promise<void>;
  /** Tokens that gave no answer to record, or of a batch; `id` counts once. */
  spend(contentKey: string, id: string, tokens: TokenUsage): Promise<void>;
  /** All that was spent, by whatever run, since this was last asked. */
  takeSpent(): Promise<TokenUsage>;
  /** The group is written back: its answers are in the files. */
  forget(contentKey: string): Promise<void>;
}

interface Line {
  readonly chunk: string;
  /** Parsed only when somebody asks: a killed first run may have left many. */
  readonly json: string;
}

/** What stands in one file. */
interface Group {
  readonly answers: Map<string, string>;
  readonly tokens: Map<string, TokenUsage>;
  /** Ids in `tokens` that a report has told. */
  readonly told: Set<string>;
}

const FILE_NAME = /^([0-9a-f]{64})\.jsonl$/u;
const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;
/** In place of a chunk: tokens under an id follow, or all tokens above are told. */
const TOKENS = "tokens:";
const TOLD = "told:";

/**
 * A journal in a folder, one append-only file a content key. A line carries its own check and
 * begins with a line break, so that what a killed process tore off costs only itself, and two
 * processes that append at once cost at worst an answer that is asked for again.
 * Files that nobody touched for 30 days are removed.
 */
export async function openJournal(folder: string): Promise<Journal> {
  const groups = await readJournal(folder);

  async function add(contentKey: string, lines: readonly Line[]): Promise<void> {
    try {
      await mkdir(folder, { recursive: true });
      await append(fileOf(folder, contentKey), `\n${lines.map(printLine).join("\n")}\n`);
    } catch (cause) {
      throw new OutsideError(`cannot write the journal in ${folder}: ${String(cause)}`, {
        cause,
        hint: "See that the disk has room and that you may write there.",
      });
    }
    const group = groups.get(contentKey) ?? newGroup();
    groups.set(contentKey, group);
    for (const line of lines) takeLine(group, line);
  }

  return {
    recall(chunk) {
      for (const { answers } of groups.values()) {
        const json = answers.get(chunk);
        if (json !== undefined) return new Map(JSON.parse(json) as [number, string][]);
      }
      return undefined;
    },
    record(contentKey, chunk, answer, tokens) {
      const line = { chunk, json: JSON.stringify([...answer]) };
      const paid = tokens && { chunk: `${TOKENS}${chunk}`, json: JSON.stringify(tokens) };
      return add(contentKey, paid === undefined ? [line] : [line, paid]);
    },
    async spend(contentKey, id, tokens) {
      if (groups.get(contentKey)?.tokens.has(id)) return;
      await add(contentKey, [{ chunk: `${TOKENS}${id}`, json: JSON.stringify(tokens) }]);
    },
    async takeSpent() {
      let sum = NO_TOKENS;
      for (const [contentKey, { tokens, told }] of groups) {
        const untold = [...tokens].filter(([id]) => !told.has(id));
        if (untold.length === 0) continue;
        await add(contentKey, [{ chunk: TOLD, json: "null" }]);
        sum = untold.reduce((total, [, spent]) => addTokens(total, spent), sum);
      }
      return sum;
    },
    async forget(contentKey) {
      groups.delete(contentKey);
      await rm(fileOf(folder, contentKey), { force: true });
    },
  };
}

function newGroup(): Group {
  return { answers: new Map(), tokens: new Map(), told: new Set() };
}

function takeLine({ answers, tokens, told }: Group, { chunk, json }: Line): void {
  if (chunk === TOLD) {
    for (const id of tokens.keys()) told.add(id);
  } else if (chunk.startsWith(TOKENS)) {
    tokens.set(chunk.slice(TOKENS.length), JSON.parse(json) as TokenUsage);
  } else {
    answers.set(chunk, json);
  }
}

async function readJournal(folder: string): Promise<Map<string, Group>> {
  const groups = new Map<string, Group>();
  for (const name of await readdir(folder).catch(nothingThere)) {
    const contentKey = FILE_NAME.exec(name)?.[1];
    if (contentKey === undefined) continue;
    const group = newGroup();
    const lines = await readLines(fileOf(folder, contentKey)).catch(nothingThere);
    for (const line of lines) takeLine(group, line);
    groups.set(contentKey, group);
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
