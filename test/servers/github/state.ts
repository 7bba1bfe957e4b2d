import type { BareRepository } from "./repository.ts";

/** Who a token speaks for, and what it may do. */
export interface Token {
  /** An installation's commits are signed over REST, a person's over GraphQL alone. */
  readonly kind: "installation" | "personal";
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly permissions: Readonly<Record<Permission, "none" | "read" | "write">>;
}

export type Permission = "contents" | "pull_requests" | "issues";

export interface Pull {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  title: string;
  body: string | null;
  state: "open" | "closed";
  draft: boolean;
  /** Short names. */
  readonly head: string;
  base: string;
  /** What the head was when the pull request was last open. */
  headSha: string;
  mergedAt: string | null;
  mergeCommit: string | null;
  readonly labels: Set<string>;
  readonly reviewers: Set<string>;
  readonly teams: Set<string>;
  autoMerge: string | null;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
}

/** What the repository's owners have chosen. */
export interface Settings {
  /** "Allow GitHub Actions to create and approve pull requests". */
  mayActionsOpenPulls: boolean;
  draftsAllowed: boolean;
  autoMergeAllowed: boolean;
  /** Branches that nobody may push to. */
  readonly protectedBranches: Set<string>;
}

export interface State {
  readonly repository: BareRepository;
  readonly owner: string;
  readonly name: string;
  /** Of the server, without a slash at its end. */
  url: string;
  readonly tokens: Map<string, Token>;
  readonly pulls: Pull[];
  readonly comments: Comment[];
  readonly settings: Settings;
  /** Commits that GitHub itself signed. */
  readonly verified: Set<string>;
  nextId: number;
}

/** Brings pull requests up to what git holds: a head that moved, was merged or is gone. */
export async function followRefs({ repository, pulls }: State): Promise<void> {
  for (const pull of pulls) {
    if (pull.state === "closed") continue;
    const head = await repository.tip(`refs/heads/${pull.head}`);
    const base = await repository.tip(`refs/heads/${pull.base}`);
    if (head === undefined || base === undefined) {
      pull.state = "closed";
      continue;
    }
    pull.headSha = head;
    if (!(await repository.isAncestor(head, base))) continue;
    // A head that the base holds was merged by a push, or was set back onto the base.
    pull.state = "closed";
    const isMerge = (await repository.commit(base))?.parents.includes(head) ?? false;
    if (isMerge) {
      pull.mergedAt = new Date().toISOString();
      pull.mergeCommit = base;
    }
  }
}
