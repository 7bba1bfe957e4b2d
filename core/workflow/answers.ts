import { CellState } from "../ledger/verdict.ts";
import type { FindingCode } from "../model/finding.ts";
import type { Annotations } from "./annotations.ts";
import { type GateRules, passGate, syntaxNamed, violationTexts } from "./gate.ts";
import type { Fill } from "./plan-write.ts";
import type { GroupResult } from "./translate.ts";
import { type Want, messageId } from "./want.ts";

/** What became of a provider's answers. */
export interface Answers {
  readonly fills: ReadonlyMap<Want, Fill>;
  readonly rejected: ReadonlyMap<Want, RejectedAnswer>;
}

/** An answer that our rules refused. */
export interface RejectedAnswer {
  readonly text: string;
  /** Why, in a few words. */
  readonly reason: string;
  /** The rules that it breaks. */
  readonly codes: readonly FindingCode[];
}

/**
 * Judges what a provider answered. An answer counts only for what is wanted now: the same message,
 * with the same text, in the same locale. What is pending or failed is told by annotation.
 */
export function takeAnswers(
  results: readonly GroupResult[],
  wants: readonly Want[],
  rules: GateRules,
  annotations: Annotations,
): Answers {
  const fills = new Map<Want, Fill>();
  const rejected = new Map<Want, RejectedAnswer>();
  for (const { want, state, text } of pairUp(results, wants)) {
    const { message, locale, row, purpose } = want;
    const cell = cellOf(want);
    if (state === "pending") annotations.add(cell, { status: "pending" });
    if (state === "failed") annotations.add(cell, { status: "failed", reason: text });
    if (state !== "done" || text === "") continue;
    const syntax = syntaxNamed(message.syntax);
    const { category } = want;
    const verdict = passGate(rules, {
      source: message.text,
      target: text,
      locale,
      syntax,
      category,
    });
    if (verdict.outcome === "rejected") {
      rejected.set(want, {
        text: verdict.text,
        reason: violationTexts(verdict.violations),
        codes: verdict.violations.map(({ code }) => code),
      });
      annotations.add(cell, { refused: verdict.text });
    } else if (purpose === "suggest") {
      annotations.add(cell, { suggestion: verdict.text });
    } else {
      fills.set(want, {
        row,
        text: verdict.text,
        state: CellState.Translated,
        isByPerson: false,
        origin: "provider",
      });
    }
  }
  return { fills, rejected };
}

/** A refused answer may be written where the user said so, flagged: it never reads translated. */
export function fillForReview(
  { row, purpose }: Want,
  { text, reason, codes }: RejectedAnswer,
  review: ReadonlySet<FindingCode>,
): Fill | undefined {
  if (purpose !== "write" || !codes.every((code) => review.has(code))) return undefined;
  return { row, text, state: CellState.Flagged, isByPerson: false, origin: "provider", reason };
}

interface Answered {
  readonly want: Want;
  readonly state: "pending" | "failed" | "done";
  /** Of a failure: the reason. Empty: not answered. */
  readonly text: string;
}

function* pairUp(results: readonly GroupResult[], wants: readonly Want[]): Generator<Answered> {
  const byCell = new Map(wants.map((want) => [idOf(want.locale, want.message), want]));
  for (const { running, states } of results) {
    for (const state of states) {
      for (const [at, message] of running.group.messages.entries()) {
        const want = byCell.get(idOf(state.locale, message));
        if (want === undefined || want.message.text !== message.text) continue;
        const text = state.status === "failed" ? state.reason : state.texts?.get(at);
        const isEarly = state.status === "pending" && text !== undefined;
        yield { want, state: isEarly ? "done" : state.status, text: text ?? "" };
      }
    }
  }
}

function idOf(locale: string, message: Want["message"]): string {
  return `${locale}\n${messageId(message)}`;
}

export function cellOf({ locale, message }: Want): Parameters<Annotations["add"]>[0] {
  return { locale, namespace: message.namespace, key: message.key };
}
