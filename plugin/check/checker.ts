import { Worker } from "node:worker_threads";
import { OutsideError, UsageError } from "../../core/model/errors.ts";
import type { Settings } from "../options.ts";
import type { Answered, Answers, Asked, Fault, Question, Start } from "./messages.ts";

/** A project that is checked beside the bundler. Rejects with UsageError or OutsideError. */
export interface Checker {
  ask<Ask extends Question["ask"]>(
    question: Question & { readonly ask: Ask },
  ): Promise<Answers[Ask]>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** What decides an answer, of all that was set. */
export function startOf({ root, config, max, types, report }: Settings, isServing: boolean): Start {
  return { root, config, max, types, report, isServing };
}

/** Starts the thread, which keeps no process alive that waits for nothing else. */
export function startChecker(settings: Settings, isServing: boolean): Checker {
  const start = startOf(settings, isServing);
  // Beside this chunk, where the bundle puts it.
  const worker = new Worker(new URL("./check-worker.js", import.meta.url), {
    workerData: start,
    // Loaders that the host was started with are no business of ours, and cost their start again.
    execArgv: [],
    // Else all but small sources would have to be parsed in a process of their own.
    resourceLimits: { stackSizeMb: 16 },
  });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let end: Error | undefined;
  worker.unref();
  worker.on("message", ({ id, answer, fault }: Answered) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (fault === undefined) one?.resolve(answer as never);
    else one?.reject(errorOf(fault));
  });
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("the thread that checks has ended")));

  function fail(error: Error): void {
    end ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        // A thread that is gone, for want of memory perhaps, answers nobody.
        if (end !== undefined) return reject(end);
        const asked: Asked = { id: ++last, question };
        waiting.set(last, { resolve, reject });
        worker.ref();
        worker.postMessage(asked);
      }),
    async close() {
      await worker.terminate();
    },
  };
}

function errorOf({ kind, message, hint }: Fault): Error {
  if (kind === "usage") return new UsageError(message, hint);
  if (kind === "outside") return new OutsideError(message, hint === undefined ? {} : { hint });
  return new Error(message);
}
