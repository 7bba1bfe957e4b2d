import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { OutsideError } from "../../core/model/errors.ts";
import type { Edit } from "../../core/workflow/edits.ts";
import type { Client } from "../github/client.ts";
import {
  type Branches,
  type Creation,
  type PullRequest,
  addLabels,
  createPull,
  enableAutoMerge,
  findPulls,
  requestReviewers,
  updatePull,
} from "../github/pulls.ts";
import { Refused } from "../github/client.ts";
import type { Inputs } from "../inputs.ts";
import type { ReviewerSet } from "../reviewers.ts";
import type { PullRequestOutcome } from "../outputs.ts";
import { markerOf } from "../text/marker.ts";
import type { Host } from "./notice.ts";

export interface PullRequestPlan extends Branches {
  readonly inputs: Inputs;
  readonly host: Host;
  readonly title: string;
  readonly body: string;
  /** To be hidden in it: what it offers. */
  readonly offered: string;
  /** Locales that it changes. */
  readonly locales: readonly string[];
  /** Whether this run moved the branch. */
  readonly isMoved: boolean;
  /** What the branch holds. */
  readonly tree: string;
  readonly edits: readonly Edit[];
  /** The one that was open before the branch was moved. */
  readonly open: PullRequest | undefined;
}

/** `forbidden`: the repository's settings let no action open one. */
export type Ensured =
  | {
      readonly outcome: "pull-request";
      readonly pull: PullRequestOutcome;
    }
  | { readonly outcome: "forbidden" | "empty" };

/** One pull request a branch: brought up to date where it is open, opened where it is not. */
export async function ensurePullRequest(client: Client, plan: PullRequestPlan): Promise<Ensured> {
  if (plan.open !== undefined) return bringUpToDate(client, plan.open, plan);
  const creation = await createPersistently(client, plan);
  if (creation.outcome === "created") return dressed(client, creation.pull, plan);
  if (creation.outcome !== "exists") {
    return { outcome: creation.outcome === "empty" ? "empty" : "forbidden" };
  }
  const [other] = await findPulls(client, plan, "open");
  if (other !== undefined) return bringUpToDate(client, other, plan);
  throw new OutsideError(`GitHub says that a pull request for ${plan.head} exists, and lists none`);
}

/** Whether a pull request was about exactly these texts. */
export function holds({ body }: PullRequest, edits: readonly Edit[]): boolean {
  return edits.length > 0 && body.includes(textsMarker(edits));
}

function textsMarker(edits: readonly Edit[]): string {
  const texts = JSON.stringify(edits.map(({ path, key, after }) => [path, key, after]));
  return `<!-- locstep:texts:${createHash("sha256").update(texts).digest("hex")} -->`;
}

/** A body that no longer tells which texts it was about: we close, and nobody declined them. */
export function withoutTexts(body: string): string {
  return body.replace(/<!-- locstep:texts:[0-9a-f]+ -->/u, "");
}

/** GitHub sometimes does not know a branch yet that it has just moved. */
const NOT_YET = /could not resolve to a node|head.*invalid/iu;
const ATTEMPTS = 3;
const PAUSE = 1_000;

async function createPersistently(client: Client, plan: PullRequestPlan): Promise<Creation> {
  const { head, base, title } = plan;
  const body = bodyOf(plan);
  let { draft } = plan.inputs;
  for (let attempt = 1; ; attempt++) {
    try {
      const creation = await createPull(client, { head, base, title, body, draft });
      if (creation.outcome !== "no-drafts") return creation;
      draft = false;
    } catch (error) {
      const isEarly = error instanceof Refused && NOT_YET.test(error.said);
      if (!isEarly || attempt === ATTEMPTS) throw error;
      await sleep((plan.host.pause ?? PAUSE) * attempt);
    }
  }
}

/** Hidden at the body's end: what it describes. A run that was cut off left an older body behind. */
function bodyOf({ body, tree, edits, offered }: PullRequestPlan): string {
  return `${body}\n<!-- locstep:tree:${tree} -->${textsMarker(edits)}${offered}`;
}

/** What a person wrote into the body stays: it is written anew only as long as it is ours. */
async function bringUpToDate(
  client: Client,
  pull: PullRequest,
  plan: PullRequestPlan,
): Promise<Ensured> {
  const isOurs = markerOf(pull.body) !== undefined;
  const told = [`<!-- locstep:tree:${plan.tree} -->`, plan.offered];
  const isNew = isOurs && !told.every((marker) => pull.body.includes(marker));
  if (isNew) await updatePull(client, pull.number, { body: bodyOf(plan) });
  const operation = isNew || plan.isMoved ? "updated" : "none";
  const { number, url } = pull;
  return { outcome: "pull-request", pull: { number, url, operation } };
}

/** Labels, reviewers and auto-merge, each of which may fail without the pull request's being lost. */
async function dressed(
  client: Client,
  pull: PullRequest,
  { inputs, host, locales }: PullRequestPlan,
): Promise<Ensured> {
  const { number, url } = pull;
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      const told = [`${error.message}.`, error.hint, "The pull request stands."];
      host.say({ level: "warning", text: told.filter(Boolean).join(" ") });
    }
  }
  const { labels, autoMerge } = inputs;
  if (labels.length > 0) await attempt(() => addLabels(client, number, labels));
  const people = reviewersFor(inputs, locales);
  for (const some of await askTogether(client, number, people)) {
    await attempt(() => requestReviewers(client, number, some));
  }
  if (autoMerge !== "never") await attempt(() => enableAutoMerge(client, pull, autoMerge));
  return { outcome: "pull-request", pull: { number, url, operation: "created" } };
}

/** GitHub asks nobody where it may not ask one: then each is to be asked alone. Answers who is left. */
async function askTogether(
  client: Client,
  number: number,
  people: ReviewerSet,
): Promise<readonly ReviewerSet[]> {
  const { users, teams } = people;
  if (users.length + teams.length === 0) return [];
  if (users.length + teams.length === 1) return [people];
  try {
    await requestReviewers(client, number, people);
    return [];
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 422) return [people];
  }
  return [
    ...users.map((login) => ({ users: [login], teams: [] })),
    ...teams.map((slug) => ({ users: [], teams: [slug] })),
  ];
}

function reviewersFor({ reviewers }: Inputs, locales: readonly string[]): ReviewerSet {
  const sets = [reviewers, ...locales.flatMap((locale) => reviewers.byLocale.get(locale) ?? [])];
  return {
    users: [...new Set(sets.flatMap(({ users }) => users))],
    teams: [...new Set(sets.flatMap(({ teams }) => teams))],
  };
}
