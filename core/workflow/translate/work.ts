import { UsageError } from "../../model/errors.ts";
import { compareText } from "../../model/compare-text.ts";
import type { JobGroup } from "../../model/job-group.ts";
import type { Config } from "../../project/config.ts";
import { sumTexts } from "../../report/sum-submitted.ts";
import { MOST_CHARACTERS } from "./most-characters.ts";
import type { Submitted, SubmittedTexts } from "../../report/report.ts";

/** Texts that go into these locales: a job group, or what people edited. */
type Sendable = Pick<JobGroup, "targetLocales"> & {
  readonly messages: readonly { readonly text: string }[];
};

/** How much it is to send these groups. */
export function workIn(groups: readonly Sendable[]): Submitted {
  const locales: Record<string, SubmittedTexts> = {};
  let jobs = 0;
  for (const { targetLocales, messages } of groups) {
    jobs += targetLocales.length;
    const texts = messages.map(({ text }) => text);
    const more = {
      messages: texts.length,
      words: sum(texts.map(wordsIn)),
      characters: sum(texts.map(({ length }) => length)),
    };
    for (const locale of targetLocales) {
      locales[locale] = locales[locale] === undefined ? more : sumTexts(locales[locale], more);
    }
  }
  return {
    groups: groups.length,
    jobs,
    messages: sum(groups.map(({ messages }) => messages.length)),
    words: sum(Object.values(locales).map(({ words }) => words)),
    characters: sum(Object.values(locales).map(({ characters }) => characters)),
    locales: Object.fromEntries(Object.entries(locales).sort(([a], [b]) => compareText(a, b))),
  };
}

/** How much of a unit may be sent, and who says so. */
interface Limit {
  readonly unit: "characters" | "messages";
  readonly most: number;
  readonly name: string;
}

/** The configuration's limits, and that of whoever starts the run. */
export function limitsOf({ limits }: Config, mostCharacters: number = Infinity): readonly Limit[] {
  return [
    { unit: "characters", most: limits.characters, name: "`limits.characters`" },
    { unit: "characters", most: mostCharacters, name: MOST_CHARACTERS },
    { unit: "messages", most: limits.messages, name: "`limits.messages`" },
  ];
}

/** Before anything is sent: what it may cost is the user's to say. */
export function stopAtLimits(work: Submitted, limits: readonly Limit[]): void {
  for (const { unit, most, name } of limits) {
    if (work[unit] <= most) continue;
    throw new UsageError(
      `this run would send ${work[unit]} ${unit}, and ${name} allows ${most}`,
      `Raise the limit, or sync fewer locales at once with --locale. Nothing was sent.`,
    );
  }
}

/** Whether more work on top of what was sent stays within the limits. */
export function isWithinLimits(
  sent: Submitted,
  more: Submitted,
  limits: readonly Limit[],
): boolean {
  return limits.every(({ unit, most }) => sent[unit] + more[unit] <= most);
}

/** Letters and digits in a row; scripts without spaces count as one word a row. */
function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu)?.length ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
