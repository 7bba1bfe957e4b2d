import { CellState } from "../../ledger/verdict.ts";
import type { FindingCode } from "../../model/finding.ts";
import type { Annotations } from "../survey/annotations.ts";
import { type GateRules, passGate, syntaxNamed, violationTexts } from "../quality/gate.ts";
import type { Fill } from "../write/plan-write.ts";
import type { GroupResult } from "./collect.ts";
import { questionOf } from "./group.ts";
import type { Want } from "./want.ts";

/** What became of a provider's answers. */
export interface Answers {
  readonly fills: ReadonlyMap<Want, Fill>;
  readonly rejected: ReadonlyMap<Want, RejectedAnswer>;
  /** What an answer left out. */
  readonly unanswered: readonly Want[];
  /** By target, what the provider says is doubtful about its texts. */
  readonly warnings: ReadonlyMap<Want["judged"], string>;
}

/** An answer that our rules refused. */
export interface RejectedAnswer {
  readonly text: string;
  /** Why, in a few words. */
  readonly reason: string;
  /** The rules that it breaks. */
  readonly codes: readonly FindingCode[];
}

export interface AnswerContext {
  /** As the configuration names it. */
  readonly provider: string;
  readonly rules: GateRules;
  readonly annotations: Annotations;
}

/**
 * Judges what a provider answered. An answer counts for all that ask the same question in the same
 * locale now, and for nothing else. What is pending, failed or left out is told by annotation.
 */
export function takeAnswers(
  results: readonly GroupResult[],
  wants: readonly Want[],
  { provider, rules, annotations }: AnswerContext,
): Answers {
  const fills = new Map<Want, Fill>();
  const rejected = new Map<Want, RejectedAnswer>();
  const unanswered: Want[] = [];
  const warnings = new Map<Want["judged"], string>();
  for (const { want, state, text, warning } of pairUp(results, wants)) {
    const { message, locale, row, purpose } = want;
    const cell = cellOf(want);
    if (state !== "done") {
      annotations.add(cell, { status: state, ...(text !== "" && { reason: text }) });
      continue;
    }
    if (text === "") {
      unanswered.push(want);
      annotations.add(cell, { reason: `${provider} left it out of its answer` });
      continue;
    }
    if (warning !== undefined) warnings.set(want.judged, warning);
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
  return { fills, rejected, unanswered, warnings };
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
  /** Of what is not done: the reason. Empty: not answered. */
  readonly text: string;
  readonly warning?: string | undefined;
}

function* pairUp(results: readonly GroupResult[], wants: readonly Want[]): Generator<Answered> {
  const asking = new Map<string, Want[]>();
  for (const want of wants) {
    const question = `${want.locale} ${questionOf(want.message)}`;
    const others = asking.get(question);
    if (others === undefined) asking.set(question, [want]);
    else others.push(want);
  }
  for (const { running, states } of results) {
    for (const state of states) {
      for (const [at, message] of running.group.messages.entries()) {
        const text = state.texts?.get(at);
        // The outside is told once, for all of a run.
        if (text === undefined && state.status === "failed" && state.fault !== undefined) continue;
        const outcome = {
          state: text === undefined ? state.status : ("done" as const),
          text: text ?? (state.status === "done" ? "" : (state.reason ?? "")),
          warning: state.status === "done" ? state.warning : undefined,
        };
        for (const want of asking.get(`${state.locale} ${questionOf(message)}`) ?? []) {
          yield { want, ...outcome };
        }
      }
    }
  }
}

export function cellOf({ locale, message }: Want): Parameters<Annotations["add"]>[0] {
  return { locale, namespace: message.namespace, key: message.key };
}
