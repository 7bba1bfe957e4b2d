import { parentPort, workerData } from "node:worker_threads";
import { OutsideError, UsageError } from "../../core/model/errors.ts";
import type { Answered, Answers, Asked, Fault, Question, Start } from "./messages.ts";
import { stepBack } from "./step-back.ts";
import { openWatch } from "./watch.ts";

/**
 * Checks beside the bundler, in a thread of its own: a dev server answers while thousands of files
 * are parsed here, and a build uses a processor that it leaves idle.
 */
const start = workerData as Start;
// Whoever saved a file waits for the answer; a build has other things to do until then.
if (!start.isServing) stepBack();
const watch = openWatch(start);
let queue = Promise.resolve();

parentPort?.on("message", (asked: Asked) => {
  // One at a time: two checks at once would tell the same finding as fresh twice.
  queue = queue.then(async () => parentPort?.postMessage(await answered(asked)));
});

async function answered({ id, question }: Asked): Promise<Answered> {
  try {
    return { id, answer: await answer(question) };
  } catch (error) {
    return { id, fault: faultOf(error) };
  }
}

function answer(question: Question): Promise<Answers[Question["ask"]]> {
  if (question.ask === "panel") return watch.panel(question.locale);
  return question.ask === "check" ? watch.check() : watch.update(question.paths);
}

function faultOf(error: unknown): Fault {
  if (error instanceof UsageError || error instanceof OutsideError) {
    const kind = error instanceof UsageError ? "usage" : "outside";
    const { message, hint } = error;
    return { kind, message, ...(hint !== undefined && { hint }) };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: "bug", message };
}
