import type { JobGroup } from "../../model/job-group.ts";
import { NO_TOKENS, type TokenUsage, addTokens } from "../../model/token-usage.ts";
import { soundTexts } from "../chunks.ts";
import type { JobState } from "../provider.ts";
import { type BatchDesk, outcomesOf } from "./batch-desk.ts";
import {
  type OpenMessages,
  type Question,
  allOpen,
  questionOf,
  requestsFor,
} from "./batch-questions.ts";
import type { BatchOutcome } from "./batches.ts";
import { findOrCreate } from "./find-batch.ts";
import { readReply } from "./reply.ts";
import { tagOf } from "./tag.ts";

/** What a batch left open is asked for in a second one, and what that left open in a third. */
const MOST_BATCHES = 3;

interface Progress {
  readonly locale: string;
  readonly texts: Map<number, string>;
  readonly together: Set<number>;
  readonly alone: Set<number>;
  reason: string | undefined;
}

/**
 * The states of a group that was handed over as a batch. What expired, was cancelled or was left
 * out is asked for again in a batch of its own, found by the id of the first: so any machine goes
 * on where another stopped, and a locale that is answered waits for no other.
 */
export async function collectBatches(
  group: JobGroup,
  first: { readonly tag: string; readonly id: string },
  desk: BatchDesk,
  signal: AbortSignal,
): Promise<readonly JobState[]> {
  const locales = new Map(allOpen(group).map((open) => [open.locale, startOn(open)]));
  let { tag, id } = first;
  desk.claims.set(id, tag);
  for (let count = 1; ; count++) {
    const batch = await desk.service.batches.read(desk.http, id, signal);
    if (!batch.isOver) return statesOf(locales, "pending");
    if (batch.fault !== undefined) return statesOf(locales, "over", batch.fault);
    const outcomes = await outcomesOf(batch, desk, signal);
    const isOurs = [...outcomes.keys()].every((request) => request.startsWith(tag));
    if (isOurs) {
      takeOutcomes(outcomes, group, locales, desk);
      const tokens = tokensIn(outcomes, desk);
      if (tokens !== NO_TOKENS) await desk.journal.spend(group.contentKey, batch.id, tokens);
    }
    const open = [...locales.values()].filter(isOpen);
    if (open.length === 0 || count === MOST_BATCHES) return statesOf(locales, "over");
    // A batch of the same size that was waited for and is another's: ours is still to be found.
    if (isOurs) tag = tagOf(`after ${id}`);
    const since = isOurs ? { since: batch.createdAt } : {};
    const requests = requestsFor(tag, group, open, desk);
    ({ id } = await findOrCreate({ tag, requests, ...since }, desk, signal));
  }
}

function startOn({ locale, together, alone }: OpenMessages): Progress {
  return {
    locale,
    texts: new Map(),
    together: new Set(together),
    alone: new Set(alone),
    reason: undefined,
  };
}

function isOpen({ together, alone }: Progress): boolean {
  return together.size + alone.size > 0;
}

function takeOutcomes(
  outcomes: ReadonlyMap<string, BatchOutcome>,
  group: JobGroup,
  locales: ReadonlyMap<string, Progress>,
  desk: BatchDesk,
): void {
  for (const [id, outcome] of outcomes) {
    const question = questionOf(id, group);
    if (question === undefined) continue;
    const progress = locales.get(question.locale) as Progress;
    if (outcome.outcome === "answered") takeAnswer(question, outcome.body, progress, desk);
    else takeLoss(question, outcome, progress, desk);
  }
}

function tokensIn(outcomes: ReadonlyMap<string, BatchOutcome>, { service }: BatchDesk): TokenUsage {
  const bodies = [...outcomes.values()].map((one) => (one.outcome === "answered" ? one.body : {}));
  return bodies.reduce<TokenUsage>((sum, body) => addTokens(sum, service.usage(body)), NO_TOKENS);
}

function takeAnswer(
  { start, end }: Question,
  body: unknown,
  progress: Progress,
  desk: BatchDesk,
): void {
  const texts = soundTexts(readReply(desk.service.reply(body) ?? ""), end - start);
  for (let at = start; at < end; at++) {
    const text = texts.get(at - start);
    const isWanted = progress.together.delete(at) || progress.alone.delete(at);
    if (text !== undefined) progress.texts.set(at, text);
    else if (isWanted && end - start > 1) progress.alone.add(at);
  }
}

function takeLoss(
  { start, end }: Question,
  { outcome, reason }: Extract<BatchOutcome, { readonly reason: string }>,
  progress: Progress,
  { negotiation }: BatchDesk,
): void {
  progress.reason = reason;
  if (outcome === "lost" || negotiation.learns(reason)) return;
  for (let at = start; at < end; at++) {
    progress.together.delete(at);
    progress.alone.delete(at);
  }
}

function statesOf(
  locales: ReadonlyMap<string, Progress>,
  batch: "pending" | "over",
  fault?: string,
): readonly JobState[] {
  return [...locales.values()].map((progress): JobState => {
    const { locale, texts, reason = fault } = progress;
    if (batch === "pending" && isOpen(progress)) return { locale, status: "pending", texts };
    if (texts.size === 0 && reason !== undefined) return { locale, status: "failed", reason };
    return { locale, status: "done", texts };
  });
}
