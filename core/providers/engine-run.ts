import { randomUUID } from "node:crypto";
import pLimit from "p-limit";
import { OutsideError } from "../model/errors.ts";
import type { JobGroup } from "../model/job-group.ts";
import type { TokenUsage } from "../model/token-usage.ts";
import { abortable } from "./abortable.ts";
import { chunkId, chunkOf, chunksOf, soundTexts, type Stretch } from "./chunks.ts";
import { askByHalves } from "./halving.ts";
import type { Journal } from "./journal.ts";
import type { Answer, Chunk, Engine, JobState } from "./provider.ts";
import { Declined, Refusal } from "./refusal.ts";

/** What collects of one attempt tell each other: none asks again for what has failed. */
export interface Attempt {
  /** Why, by locale. */
  readonly failed: Map<string, OutsideError>;
  /** Whether the engine has ever answered anything. */
  answered: boolean;
  /** Why nothing more is asked for at all. */
  refused: OutsideError | undefined;
}

export interface EngineRun {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly attempt: Attempt;
  /** On the clock of `performance.now`: no chunk begins after it. */
  readonly until: number;
  readonly signal: AbortSignal;
}

/** A chunk of one locale. */
interface Part extends Stretch {
  readonly locale: string;
  /** Why asks threw, by the locale; the latest last. */
  readonly faults: OutsideError[];
}

interface AnsweredPart {
  /** By the message's number in the group. */
  readonly texts: ReadonlyMap<number, string>;
  /** Not when its time has not come, or its locale is given up. */
  readonly isFinished: boolean;
}

/**
 * Throws in a row that a chunk bears beyond those that lead from the whole of it to one bad
 * message: three bad neighbours still cost only themselves.
 */
const SPARE_THROWS = 2;

/**
 * Has an engine translate what the journal does not know yet, locale after locale. An answer is
 * journaled before it counts, so neither a kill nor an abort pays for it twice.
 *
 * A message fails alone. A locale fails alone: when asking by halves leads nowhere, or nothing that
 * was asked in it is answered. A {@link Refusal} fails whatever is not yet answered.
 */
export async function runEngine(group: JobGroup, run: EngineRun): Promise<readonly JobState[]> {
  const { engine, journal, attempt, until } = run;
  const limit = pLimit(engine.concurrency ?? 4);
  const stretches = chunksOf(group.messages, engine.chunk);
  const ended = new AbortController();
  const signal = AbortSignal.any([run.signal, ended.signal]);

  async function translateLocale(locale: string): Promise<JobState> {
    if (engine.supports?.(locale) === false) {
      return {
        locale,
        status: "failed",
        reason: `${engine.name} does not translate into ${locale}`,
      };
    }
    const faults: OutsideError[] = [];
    const parts = stretches.map((stretch) => ({ ...stretch, locale, faults }));
    const answered = await Promise.all(parts.map((part) => limit(translatePart, part)));
    const texts = new Map(answered.flatMap((part) => [...part.texts]));
    const isFinished = answered.every((part) => part.isFinished);
    if (isFinished && (texts.size > 0 || faults.length === 0)) {
      return { locale, status: "done", texts };
    }
    if (isFinished) attempt.failed.set(locale, faults.at(-1) as OutsideError);
    const fault = whyGivenUp(locale);
    if (fault === undefined) return { locale, status: "pending", texts };
    const failed = { locale, status: "failed", reason: fault.message, texts } as const;
    return fault instanceof Declined ? failed : { ...failed, fault };
  }

  async function translatePart(part: Part): Promise<AnsweredPart> {
    signal.throwIfAborted();
    if (performance.now() > until) return { texts: new Map(), isFinished: false };
    const size = part.end - part.start;
    const patience = Math.ceil(Math.log2(size)) + 1 + SPARE_THROWS;
    // What is blank in a group that is collected later is no longer wanted.
    const numbers = Array.from({ length: size }, (_, i) => part.start + i).filter(
      (number) => group.messages[number]?.text !== "",
    );
    let throwsInARow = 0;
    let isFinished = true;

    const texts = await askByHalves(numbers, async (messages) => {
      const chunk = chunkOf(group, part.locale, messages);
      const id = chunkId(chunk, engine.fingerprint);
      let answer = journal.recall(id);
      if (answer === undefined && whyGivenUp(part.locale) !== undefined) {
        isFinished = false;
        return new Map();
      }
      answer ??= await ask(chunk, id, part);
      throwsInARow = answer ? 0 : throwsInARow + 1;
      // Where nothing was ever answered and a locale failed, the others need not prove it as long.
      const isDown = !attempt.answered && attempt.failed.size > 0;
      if (throwsInARow >= (isDown ? 1 : patience)) {
        attempt.failed.set(part.locale, part.faults.at(-1) as OutsideError);
      }
      return new Map([...(answer ?? [])].map(([at, text]) => [messages[at] as number, text]));
    });
    return { texts, isFinished };
  }

  /** Undefined when nothing was answered; so it is where nothing that was paid for is of use. */
  async function ask(chunk: Chunk, id: string, part: Part): Promise<Answer | undefined> {
    let answer: Answer;
    let tokens: TokenUsage | undefined;
    const spend = (spent: TokenUsage): void => void (tokens = spent);
    try {
      answer = await abortable(engine.translate(chunk, signal, spend), signal);
    } catch (error) {
      if (tokens !== undefined) await journal.spend(group.contentKey, randomUUID(), tokens);
      signal.throwIfAborted();
      if (!(error instanceof OutsideError)) throw error;
      if (error instanceof Refusal) attempt.refused = error;
      part.faults.push(error);
      return undefined;
    }
    const texts = soundTexts(answer, chunk.messages.length);
    await journal.record(group.contentKey, id, texts, tokens);
    if (texts.size === 0 && tokens !== undefined) {
      part.faults.push(new Declined(`${engine.name} answered with no translations`));
      return undefined;
    }
    attempt.answered = true;
    return texts;
  }

  function whyGivenUp(locale: string): OutsideError | undefined {
    return attempt.failed.get(locale) ?? attempt.refused;
  }

  try {
    return await Promise.all(group.targetLocales.map(translateLocale));
  } finally {
    ended.abort();
  }
}
