import type { Ledger } from "../../ledger/ledger.ts";
import { compareText } from "../../model/compare-text.ts";
import { UsageError } from "../../model/errors.ts";
import type { Arrangement } from "../../project/arrange.ts";
import type { IgnoredFile } from "../../project/rows.ts";
import type { Config } from "../../project/config.ts";

/** Paths or locales named in one note. */
const MOST_NAMED = 3;

/** What a person should know of files that no finding is about, in whole sentences. */
export function arrangementNotes(arrangement: Arrangement, config: Config): readonly string[] {
  const { sources, withoutSource, ignored } = arrangement;
  const matched = new Set([...sources, ...withoutSource, ...ignored].map(({ family }) => family));
  const unmatched = config.families
    .filter((family) => !matched.has(family))
    .map(({ template }) => template.text);
  if (matched.size === 0) {
    throw new UsageError(
      `no file matches ${unmatched.join(", ")}`,
      "Correct `files` in locstep.yaml, or add the source locale's files.",
    );
  }
  const pathsOf = (why: IgnoredFile["reason"]): readonly string[] =>
    ignored.filter(({ reason }) => reason === why).map(({ path }) => path);
  const strangers = pathsOf("not-a-locale");
  const twins = pathsOf("same-locale");
  const notes: string[] = [];
  if (sources.length === 0 && withoutSource.length > 0) {
    const found = [...new Set(withoutSource.map(({ locale }) => locale))].sort(compareText);
    const theirs = named(found);
    notes.push(`No file of the source locale ${config.sourceLocale} was found, but of ${theirs}.`);
  }
  if (unmatched.length > 0) notes.push(`No file matches ${named(unmatched)}.`);
  if (strangers.length > 0) {
    notes.push(`Not locale files, by their names: ${named(strangers)}.`);
  }
  if (twins.length > 0) {
    notes.push(`Passed over, because another file of the same locale is read: ${named(twins)}.`);
  }
  return notes;
}

function named(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  const list = names.slice(0, MOST_NAMED).join(", ");
  return rest > 0 ? `${list} and ${rest} more` : list;
}

export function ledgerNotes({ damaged, newer }: Ledger, folder: string): readonly string[] {
  const notes: string[] = [];
  if (newer) {
    notes.push(`${folder} was written by a newer locstep: update before you let this one write.`);
  }
  if (damaged > 0) {
    const lines = damaged === 1 ? "One line" : `${damaged} lines`;
    notes.push(
      `${lines} in ${folder} failed the check (cut off, or in a merge conflict) and told nothing; restore the folder from git, or delete the damaged file and let \`locstep init\` adopt what stands.`,
    );
  }
  return notes;
}
