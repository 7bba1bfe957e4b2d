import { compareText } from "../../model/compare-text.ts";
import type { Translation } from "../../report/report.ts";
import type { Annotations } from "./annotations.ts";
import { cellOf } from "../translate/answers.ts";
import type { JudgedPair } from "../judge/judge.ts";
import type { Fill } from "../write/plan-write.ts";
import type { Want } from "../translate/want.ts";
import type { SourcedWrite } from "../write/write-plans.ts";

/** What a run makes of its wants: written, offered or refused. What nobody answered is left out. */
export function reportTranslations(
  wants: readonly Want[],
  fills: ReadonlyMap<Want, Fill>,
  plans: readonly SourcedWrite[],
  annotations: Annotations,
): readonly Translation[] {
  const planned = new Map<JudgedPair, ReadonlySet<number>>();
  for (const { write } of plans) planned.set(write.judged, new Set(write.filled));
  const translations: Translation[] = [];
  for (const want of wants) {
    const fill = fills.get(want);
    const isWritten = fill !== undefined && planned.get(want.judged)?.has(want.row);
    const made = isWritten ? written(fill) : unwritten(want, annotations);
    if (made !== undefined) translations.push({ ...about(want), ...made });
  }
  return translations.sort(
    (a, b) => compareText(a.locale, b.locale) || compareText(a.path, b.path),
  );
}

type Made = Pick<Translation, "outcome" | "text" | "origin" | "score" | "reason">;

function written({ text, origin, score, reason }: Fill): Made {
  return {
    outcome: "written",
    text,
    origin,
    ...(score !== undefined && { score }),
    ...(reason !== undefined && { reason }),
  };
}

function unwritten(want: Want, annotations: Annotations): Made | undefined {
  const { status, reason, refused, suggestion, score } = annotations.get(cellOf(want)) ?? {};
  if (status === "rejected" && refused !== undefined) {
    return { outcome: "rejected", text: refused, ...(reason !== undefined && { reason }) };
  }
  if (suggestion === undefined) return undefined;
  return { outcome: "suggested", text: suggestion, ...(score !== undefined && { score }) };
}

function about({ message, locale, judged, row, previous }: Want): Omit<Translation, keyof Made> {
  const { namespace, key, text } = message;
  return {
    locale,
    namespace,
    key,
    path: judged.target.path,
    source: text,
    ...(previous !== undefined && {
      previous,
      previousByPerson: judged.verdict.person[row] === 1,
    }),
  };
}
