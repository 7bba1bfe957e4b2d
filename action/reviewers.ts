import { canonicalLocale } from "../core/model/locale.ts";
import { type Input, list, refused } from "./read-input.ts";

/** Whom to ask for a review: accounts by login, teams by their slug within the organisation. */
export interface ReviewerSet {
  readonly users: readonly string[];
  readonly teams: readonly string[];
}

export interface Reviewers extends ReviewerSet {
  /** By canonical locale: asked besides the others where that locale changed. */
  readonly byLocale: ReadonlyMap<string, ReviewerSet>;
}

/**
 * `octocat, acme/docs` for every pull request, and lines such as `de: hans, acme/german` for those
 * that change a locale. A slash tells a team. Throws UsageError for what is no login, team or locale.
 */
export function reviewers(input: Input): Reviewers {
  const everywhere: string[] = [];
  const byLocale = new Map<string, ReviewerSet>();
  for (const line of input.text.split("\n")) {
    const [, locale, names = line] = /^([^:]*):(.*)$/u.exec(line) ?? [];
    const people = list({ ...input, text: names });
    if (locale === undefined) {
      everywhere.push(...people);
      continue;
    }
    const id = canonicalLocale(locale.trim());
    if (id === undefined || byLocale.has(id)) {
      throw refused({ ...input, text: line.trim() }, "takes each locale once, as `de: octocat`");
    }
    byLocale.set(id, partReviewers(people, input));
  }
  return { ...partReviewers(everywhere, input), byLocale };
}

function partReviewers(names: readonly string[], input: Input): ReviewerSet {
  const users: string[] = [];
  const teams: string[] = [];
  for (const name of new Set(names)) {
    const [, login, team] = /^@?([\w-]+(?:\[bot\])?)(?:\/([\w.-]+))?$/u.exec(name) ?? [];
    if (login === undefined) {
      throw refused({ ...input, text: name }, "takes logins and teams, such as octocat, acme/docs");
    }
    if (team === undefined) users.push(login);
    else teams.push(team);
  }
  return { users, teams };
}
