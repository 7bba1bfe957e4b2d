import { OutsideError } from "../model/errors.ts";
import { gitFailure } from "./failure.ts";
import { collectComplaint, endGit, ending, startGit } from "./process.ts";
import type { Repository } from "./repository.ts";

export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A long-lived `git cat-file --batch`: questions are written at once, answers come in order. */
export interface ObjectPipe {
  /** Undefined when the object is missing or larger than 64 MiB. */
  ask(name: string): Promise<GitObject | undefined>;
  /** Resolves when the process has ended. */
  close(): Promise<void>;
}

/** Bytes. No locale file is larger; what is larger is read past, never kept. */
const MAX_OBJECT = 64 * 1024 * 1024;
const MAX_SILENCE = 60_000;
const LINE_FEED = 0x0a;

interface Question {
  readonly resolve: (answer: GitObject | undefined) => void;
  readonly reject: (error: OutsideError) => void;
}

/** Throws nothing itself; a git that cannot run rejects every question with an {@link OutsideError}. */
export function openObjectPipe(repo: Repository): ObjectPipe {
  const call = { purpose: "read objects", args: ["cat-file", "--batch"] };
  const child = startGit(repo, call);
  const complaint = collectComplaint(child);
  const questions: Question[] = [];
  const reader = objectReader((answer) => questions.shift()?.resolve(answer));
  let failure: OutsideError | undefined;
  let watch: NodeJS.Timeout | undefined;

  function fail(error: OutsideError): void {
    failure ??= error;
    clearTimeout(watch);
    for (const { reject } of questions.splice(0)) reject(failure);
  }
  function wait(): void {
    clearTimeout(watch);
    if (questions.length === 0) return;
    watch = setTimeout(() => {
      fail(new OutsideError(`git was silent for ${MAX_SILENCE / 1000} s (git cat-file).`));
      endGit(child);
    }, MAX_SILENCE);
  }
  child.stdout.on("data", (chunk: Buffer) => {
    reader(chunk);
    wait();
  });
  const ended = ending(repo, child, call).then(
    (exitCode) => fail(gitFailure(repo, call, { exitCode, complaint: complaint() })),
    fail,
  );

  return {
    ask(name) {
      return new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        questions.push({ resolve, reject });
        child.stdin.write(`${name}\n`);
        if (questions.length === 1) wait();
      });
    },
    close() {
      child.stdin.end();
      endGit(child);
      return ended;
    },
  };
}

/**
 * Reads the stream of answers: `<id> <type> <size>\n<bytes>\n`, or `<name> missing\n`. An object
 * spread over many chunks is copied once.
 */
function objectReader(answer: (object: GitObject | undefined) => void): (chunk: Buffer) => void {
  let header = "";
  let object: { id: string; type: string; bytes: Uint8Array | undefined } | undefined;
  let size = 0;
  let filled = 0;

  return (chunk) => {
    for (let at = 0; at < chunk.length;) {
      if (object === undefined) {
        const end = chunk.indexOf(LINE_FEED, at);
        header += chunk.toString("utf8", at, end < 0 ? chunk.length : end);
        if (end < 0) return;
        at = end + 1;
        const [, id, type, length] = /^([0-9a-f]+) (\w+) (\d+)$/u.exec(header) ?? [];
        header = "";
        if (id === undefined || type === undefined) {
          answer(undefined);
          continue;
        }
        size = Number(length);
        filled = 0;
        object = { id, type, bytes: size > MAX_OBJECT ? undefined : new Uint8Array(size) };
        continue;
      }
      const part = chunk.subarray(at, at + size - filled);
      object.bytes?.set(part, filled);
      filled += part.length;
      at += part.length;
      // One line feed more ends the object.
      if (filled < size || at === chunk.length) continue;
      at++;
      const { id, type, bytes } = object;
      object = undefined;
      answer(bytes === undefined ? undefined : { id, type, bytes });
    }
  };
}
