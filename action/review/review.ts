import { relative } from "node:path";
import { UsageError } from "../../core/model/errors.ts";
import type { Finding } from "../../core/model/finding.ts";
import { fingerprint } from "../../core/report/baseline.ts";
import { formatGithub } from "../../core/report/github.ts";
import type { Report } from "../../core/report/report.ts";
import { openSession } from "../../core/workflow/session.ts";
import type { Context } from "../context.ts";
import { type Git, accessTo, openGit } from "../git/git.ts";
import { bringLfsFiles } from "../git/lfs.ts";
import { inWorktree } from "../git/worktree.ts";
import type { Inputs } from "../inputs.ts";
import type { Outcome } from "../outputs.ts";
import { MOST_SUMMARY, type Runner, addSummary } from "../runner.ts";
import { scopeOf } from "../text/marker.ts";
import { type ReviewFacts, reviewText } from "../text/review.ts";
import { nameOf } from "../translate/base-branch.ts";
import { baseCommit } from "./base-commit.ts";
import { type IsChanged, changedLines } from "./changed-lines.ts";
import { comment } from "./comment.ts";
import { endAtService } from "./end-proposal.ts";
import { pushTranslations } from "./push-translations.ts";

/**
 * Tells what a change leaves missing, stale, orphaned or broken: as annotations on its own lines,
 * and as a whole in the summary and in one comment. What stood there before it is told apart, and
 * fails nothing. Needs no more than `contents: read`, and sends no text to a service, unless it is
 * to push translations.
 */
export async function review(context: Context, inputs: Inputs, runner: Runner): Promise<Outcome> {
  const { environment, serverUrl } = context;
  const access = { environment, serverUrl, token: inputs.token };
  const options = { ...sessionOptions(inputs, inputs.workingDirectory), access: accessTo(access) };
  const session = await openSession(options);
  const { root } = session.project.repository;
  const folder = relative(root, inputs.workingDirectory);
  const project = nameOf(session.project);
  const git = openGit(root, access);
  if (context.payload.action === "closed") {
    const notices = await endAtService(git, context, inputs, { folder, project });
    const ended = { report: await session.check(), changed: false, judged: [] };
    return { ...ended, pullRequests: pullRequestsOf(context, false), notices };
  }
  const base = await baseCommit(git, context);
  const pushed = inputs.pushTranslations
    ? await pushTranslations(git, context, inputs, { folder, project, base })
    : NOTHING_PUSHED;
  const report = pushed.outcome === "synced" ? pushed.report : await session.check();
  const compared = await compare(git, report, base, () =>
    reportAt(git, base, folder, inputs, context),
  );
  runner.write(formatGithub(compared.onLines));
  const facts: ReviewFacts = { report, ...compared, scope: scopeOf(project) };
  addSummary(runner, reviewText(facts, MOST_SUMMARY));
  const notices = [
    ...pushed.notices,
    ...(base === undefined ? [NOT_COMPARED] : []),
    ...(await comment(context, inputs, facts)),
  ];
  const changed = pushed.outcome === "synced" && pushed.isPushed;
  const pullRequests = pullRequestsOf(context, changed);
  return { report, changed, pullRequests, notices, judged: compared.fresh };
}

const NOTHING_PUSHED = { outcome: "left", notices: [] } as const;

function pullRequestsOf(
  { payload, serverUrl, repository }: Context,
  changed: boolean,
): Outcome["pullRequests"] {
  const number = payload.pull_request?.number;
  if (number === undefined) return [];
  const url = `${serverUrl}/${repository.owner}/${repository.name}/pull/${number}`;
  return [{ number, url, operation: changed ? "updated" : "none" }];
}

const NOT_COMPARED = {
  level: "notice",
  text: "Nothing tells what this change is compared with, so all findings count as its own.",
} as const;

/** A report seen from a change. */
interface Compared {
  /** What the change brought about, or touches. */
  readonly fresh: readonly Finding[];
  /** Those of them on lines of the change. */
  readonly onLines: readonly Finding[];
  /** What stood there before it. */
  readonly known: readonly Finding[];
  /** How many findings of the base it ended. */
  readonly ended: number;
}

async function compare(
  git: Git,
  { findings }: Report,
  base: string | undefined,
  checkBase: () => Promise<readonly Finding[]>,
): Promise<Compared> {
  if (base === undefined) return { fresh: findings, onLines: findings, known: [], ended: 0 };
  const isChanged = await changedLines(git, base, findings.flatMap(pathsOf));
  const before = await checkBase();
  const earlier = new Set(before.map(fingerprint));
  const now = new Set(findings.map(fingerprint));
  // A comma behind a neighbour touches a line too, but leaves nothing more missing than before.
  const isFresh = (finding: Finding) =>
    !earlier.has(fingerprint(finding)) ||
    (finding.code !== "missing" && isTouched(finding, isChanged));
  const fresh = findings.filter(isFresh);
  return {
    fresh,
    onLines: fresh.filter((finding) => isTouched(finding, isChanged)),
    known: findings.filter((finding) => !isFresh(finding)),
    ended: before.filter((finding) => !now.has(fingerprint(finding))).length,
  };
}

function pathsOf({ path, origin }: Finding): readonly string[] {
  return origin === undefined ? [path] : [path, origin.path];
}

function isTouched(finding: Finding, isChanged: IsChanged): boolean {
  return isChanged(finding) || (finding.origin !== undefined && isChanged(finding.origin));
}

/** What a check of the base finds. A base without a project finds nothing. */
async function reportAt(
  git: Git,
  base: string | undefined,
  folder: string,
  inputs: Inputs,
  { environment }: Context,
): Promise<readonly Finding[]> {
  if (base === undefined) return [];
  return inWorktree(git, base, environment["RUNNER_TEMP"], async (work) => {
    try {
      const options = { ...sessionOptions(inputs, `${work.root}/${folder}`), access: work.access };
      const session = await openSession(options);
      await bringLfsFiles(work, await session.localeFiles());
      return (await session.check()).findings;
    } catch (error) {
      if (error instanceof UsageError) return [];
      throw error;
    }
  });
}

/** No environment: a check asks no service, so it gets no key. */
function sessionOptions({ config }: Inputs, cwd: string): Parameters<typeof openSession>[0] {
  return { cwd, ...(config !== undefined && { config }), environment: {} };
}
