import { CellState } from "../ledger/verdict.ts";
import type { Annotations } from "./annotations.ts";
import type { Fill } from "./plan-write.ts";
import type { GroupResult } from "./translate.ts";
import { type Want, messageId } from "./want.ts";

/**
 * Turns what a provider answered into fills. An answer counts only for what is wanted now: the
 * same message, with the same text, in the same locale. All else is told by annotation.
 */
export function takeAnswers(
  results: readonly GroupResult[],
  wants: readonly Want[],
  annotations: Annotations,
): ReadonlyMap<Want, Fill> {
  const fills = new Map<Want, Fill>();
  const byCell = new Map(wants.map((want) => [cellOf(want.locale, messageId(want.message)), want]));
  for (const { running, states } of results) {
    for (const state of states) {
      for (const [at, message] of running.group.messages.entries()) {
        const want = byCell.get(cellOf(state.locale, messageId(message)));
        if (want === undefined || want.message.text !== message.text) continue;
        if (state.status === "pending") annotations.add(cell(want), { status: "pending" });
        if (state.status === "failed") {
          annotations.add(cell(want), { status: "failed", reason: state.reason });
        }
        if (state.status !== "done") continue;
        const text = state.texts.get(at);
        if (text === undefined || text === "") continue;
        if (want.purpose === "suggest") {
          annotations.add(cell(want), { suggestion: text });
          continue;
        }
        fills.set(want, { row: want.row, text, state: CellState.Translated, isByPerson: false });
      }
    }
  }
  return fills;
}

function cellOf(locale: string, id: string): string {
  return `${locale}\n${id}`;
}

export function cell({ locale, message }: Want): Want["message"] & { readonly locale: string } {
  return { ...message, locale };
}
