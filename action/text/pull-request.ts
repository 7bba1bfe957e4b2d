import type { Report, Translation } from "../../core/report/report.ts";
import { counted, listed, localeName } from "../../core/report/words.ts";
import { changesList } from "./changes.ts";
import { coverageTable } from "./coverage-table.ts";
import { failures } from "./failures.ts";
import { code, joined, localeProse } from "./markdown.ts";
import { marked } from "./marker.ts";
import { translationSections } from "./sections.ts";

/** What a translation pull request is about. */
export interface PullRequestFacts {
  readonly report: Report;
  /** Every text that the pull request holds, and those that were offered or refused. */
  readonly translations: readonly Translation[];
  /** The branch that it is to be merged into. */
  readonly base: string;
  /** `scopeOf` the project. */
  readonly scope: string;
  /** Commits by people on the branch, which were kept. */
  readonly keptCommits: number;
  /** The one locale that the pull request is for, where each has its own. */
  readonly locale?: string;
}

export function pullRequestTitle({ locale }: Pick<PullRequestFacts, "locale">): string {
  return locale === undefined ? "Update translations" : `Update ${localeName(locale)} translations`;
}

/** GitHub refuses a body above 65,536 characters; room is left for what people add. */
export const MOST_BODY = 60_000;

const MOST_ROWS = 60;

/** Markdown of at most `MOST_BODY` UTF-16 units. No text in it acts: strangers' stand in code. */
export function pullRequestBody(facts: PullRequestFacts): string {
  const head = [leadOf(facts), changesList(facts.report.changes)];
  const coverage = coverageTable(facts.report, MOST_ROWS);
  const tail = [failures(facts.report), inFlight(facts.report), closing(facts)];
  const fixed = joined([...head, coverage, ...tail]);
  const room = MOST_BODY - fixed.length - 200;
  const messages = translationSections(facts.translations, room);
  return marked("pull-request", facts.scope, joined([...head, coverage, ...messages, ...tail]));
}

function leadOf({ report, translations, base }: PullRequestFacts): string {
  const written = translations.filter(({ outcome }) => outcome === "written");
  const locales = new Set(written.map(({ locale }) => locale)).size;
  const parts = [
    [written.filter(({ origin }) => origin === "provider"), "translated"],
    [written.filter(({ origin }) => origin === "memory"), "reused from this repository's memory"],
    [written.filter(({ origin }) => origin === "moved"), "moved along with their messages"],
    [written.filter(({ origin }) => origin === "locked"), "locked and copied"],
  ] as const;
  const told = parts.filter(([some]) => some.length > 0);
  const source = localeProse(report.sourceLocale);
  if (told.length === 0) return `This brings ${code(base)} in step with ${source}.`;
  const what = told.map(([some, how]) => `${counted(some.length, "text")} ${how}`);
  return `This brings ${counted(locales, "locale")} of ${code(base)} in step with ${source}: ${listed(what)}.`;
}

function inFlight({ locales }: Report): string {
  const pending = Object.values(locales).reduce((sum, counts) => sum + counts.pending, 0);
  if (pending === 0) return "";
  return `**${counted(pending, "translation")} still in flight.** The next run collects what is done and adds it here.`;
}

function closing({ keptCommits }: PullRequestFacts): string {
  const kept =
    keptCommits === 0
      ? ""
      : `${counted(keptCommits, "commit")} by people on this branch ${keptCommits === 1 ? "was" : "were"} kept. `;
  return `---\n\n${kept}Edit any text on this branch: your commits are kept, and what you write counts as approved. Merging confirms the rest.`;
}
