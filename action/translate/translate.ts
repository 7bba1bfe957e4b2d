import { relative } from "node:path";
import { OutsideError, UsageError } from "../../core/model/errors.ts";
import type { Report } from "../../core/report/report.ts";
import { sumSubmitted } from "../../core/report/sum-submitted.ts";
import { openSession } from "../../core/workflow/session.ts";
import type { Context } from "../context.ts";
import { type Git, accessTo, openGit } from "../git/git.ts";
import { type Tips, tipsOf } from "../git/remote.ts";
import type { Inputs } from "../inputs.ts";
import type { Outcome, PullRequestOutcome } from "../outputs.ts";
import { EVERY_OWN, baseBranch, draftBranch, nameOf, ownBranch } from "./base-branch.ts";
import type { EarlierWork } from "./earlier-segments.ts";
import type { Host, Notice } from "./notice.ts";
import { builtOn } from "./own-commit.ts";

/** What came of one branch. */
export interface Step {
  readonly report: Report;
  readonly changed: boolean;
  readonly pull: PullRequestOutcome | undefined;
}

/** One branch of ours, or with `strategy: commit` the base itself, to be brought up to date. */
export interface Task {
  readonly git: Git;
  readonly context: Context;
  readonly inputs: Inputs;
  readonly host: Host;
  /** Of the working directory, relative to the repository's root. */
  readonly folder: string;
  /** As `nameOf` tells it. */
  readonly project: string;
  readonly base: string;
  readonly branch: string;
  /** Undefined: all. */
  readonly locales: readonly string[] | undefined;
  /** Set where the base itself tells that nothing is to be done. */
  readonly inStep: Report | undefined;
  /** Whether the checkout holds texts of people that nobody confirmed. */
  readonly isUnconfirmed: boolean;
}

/** One try at a task. */
export interface Attempt {
  readonly tips: Tips;
  /** Whether a base that moved meanwhile is reason enough for another one. */
  readonly isPatient: boolean;
  /** What the try before this one built in vain: nothing of it is paid for again. */
  readonly spare: EarlierWork | undefined;
}

/** Somebody pushed meanwhile, and nothing was done. */
export interface Moved {
  readonly outcome: "moved";
  readonly spare: EarlierWork | undefined;
}

/** Somebody pushes while a run goes on: from the start again, with what is there now. */
const ATTEMPTS = 5;
/** A pull request may stand on a base that is a little older: the run for that one comes. */
const PATIENCE = 3;

/**
 * Translates a branch. Where the ledger says that nothing is open and no branch of ours stands, that
 * is all: two commands of git, and no request to the API. Throws UsageError and OutsideError.
 */
export async function translate(
  context: Context,
  inputs: Inputs,
  options: Partial<Host> = {},
): Promise<Outcome> {
  const notices: Notice[] = [];
  const host: Host = {
    pause: options.pause,
    say: (notice) => {
      notices.push(notice);
      options.say?.(notice);
    },
  };
  return { ...(await translateBranch(context, inputs, host)), notices };
}

type Done = Omit<Outcome, "notices">;

async function translateBranch(context: Context, inputs: Inputs, host: Host): Promise<Done> {
  const { environment, serverUrl } = context;
  const access = { environment, serverUrl, token: inputs.token };
  const options = {
    cwd: inputs.workingDirectory,
    access: accessTo(access),
    presetsByAccess: true,
    ...(inputs.config !== undefined && { config: inputs.config }),
    environment: context.environment,
  };
  const session = await openSession(options);
  const { root } = session.project.repository;
  const base = baseBranch(context, inputs.base);
  if (base.outcome === "none") {
    host.say({ level: "notice", text: base.reason });
    return { report: await session.check(), changed: false, pullRequests: [] };
  }
  if (inputs.token === "") {
    throw new UsageError(
      "the action has no token to push and to open pull requests with",
      "Leave out `token:`, for the workflow's own, or give the secret that it names to this job.",
    );
  }
  const git = openGit(root, access);
  const folder = relative(root, inputs.workingDirectory);
  const project = nameOf(session.project);
  const whole = ownBranch({ base: base.name, project, locale: undefined });
  const [report, tips, head] = await Promise.all([
    session.check(),
    tipsOf(git, [base.name, ...familyOf(whole)]),
    git.run("find the commit that is checked out", ["rev-parse", "--verify", "HEAD"]),
  ]);
  const tip = tips.get(base.name);
  if (tip === undefined) {
    throw new UsageError(
      `the repository has no branch ${base.name}`,
      "Give the branch to translate as the input `base`.",
    );
  }
  const isInStep = tip === head && (isSettled(report) || isOwn(context, head));
  const inStep = isInStep ? report : undefined;
  const isUnconfirmed = Object.values(report.locales).some(({ unconfirmed }) => unconfirmed > 0);
  const shared = { git, context, inputs, host, folder, project };
  const task = { ...shared, base: base.name, inStep, isUnconfirmed };
  const tasks =
    inputs.groupBy === "all"
      ? [{ ...task, branch: whole, locales: undefined }]
      : Object.keys(report.locales).map((locale) => ({
          ...task,
          branch: ownBranch({ base: base.name, project, locale }),
          locales: [locale],
        }));
  const steps: Step[] = [];
  for (const one of tasks) steps.push(await carryOut(one, tips));
  const known = new Set(tasks.map(({ branch }) => branch));
  for (const branch of tips.keys()) {
    if (branch === base.name || known.has(branch) || inputs.strategy === "commit") continue;
    if (branch !== whole && !branch.startsWith(`${whole}@`)) continue;
    const { retireObsolete } = await import("./step.ts");
    steps.push(...(await retireObsolete({ ...task, branch, locales: undefined }, tips, report)));
  }
  return together(steps, report);
}

/** Every message translated and nothing to tell: a sync would find nothing to do. */
function isSettled({ locales, findings }: Report): boolean {
  const counts = Object.values(locales);
  return findings.length === 0 && counts.every(({ total, translated }) => total === translated);
}

/** The push that started this run was ours: what it left open, nothing new will close. */
function isOwn({ payload }: Context, head: string): boolean {
  const { id, message = "", tree_id: tree = "" } = payload.head_commit ?? {};
  return id === head && builtOn({ message, tree }) !== undefined;
}

/** All branches of ours, for a base may have had another name, and what is written beside them. */
function familyOf(whole: string): readonly string[] {
  const draft = draftBranch(whole);
  return [EVERY_OWN, draft, `${draft}@*`];
}

async function carryOut(task: Task, seen: Tips): Promise<Step> {
  const { git, base, branch, inputs } = task;
  let tips: Tips | undefined = seen;
  let spare: EarlierWork | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    tips ??= await tipsOf(git, [base, branch, draftBranch(branch)]);
    const isDirect = inputs.strategy === "commit";
    if (task.inStep !== undefined && (isDirect || !tips.has(branch))) {
      return { report: task.inStep, changed: false, pull: undefined };
    }
    // What talks to GitHub is loaded for this alone: most runs find nothing to do.
    const { stepOf } = await import("./step.ts");
    const step = await stepOf(task, { tips, isPatient: attempt < PATIENCE, spare });
    if (!("outcome" in step)) return step;
    tips = undefined;
    spare = step.spare;
  }
  throw new OutsideError(`${base} or ${branch} moved ${ATTEMPTS} times while this run went on`, {
    hint: "Run again later, or give the workflow a `concurrency` group by branch.",
  });
}

/** The reports of several locales read as one. */
function together(steps: readonly Step[], checked: Report): Done {
  const pullRequests = steps.flatMap(({ pull }) => pull ?? []);
  const reports = [...new Set(steps.map(({ report }) => report))];
  const [only = checked] = reports;
  const report = reports.length < 2 ? only : joined(reports, checked);
  return {
    report,
    changed: steps.some(({ changed }) => changed),
    pullRequests: pullRequests.toSorted((a, b) => rank(a) - rank(b)),
  };
}

const RANKS = ["created", "updated", "closed", "none"] as const;

function rank({ operation }: PullRequestOutcome): number {
  return RANKS.indexOf(operation);
}

/** Their sum, where any report has one. */
function usageOf(reports: readonly Report[]): Pick<Report, "usage"> {
  const usages = reports.flatMap(({ usage }) => usage ?? []);
  if (usages.length === 0) return {};
  const sum = (what: keyof (typeof usages)[number]): number =>
    usages.reduce((total, usage) => total + (usage[what] ?? 0), 0);
  const tokens = { inputTokens: sum("inputTokens"), outputTokens: sum("outputTokens") };
  const isPriced = usages.some(({ cost }) => cost !== undefined);
  return { usage: { ...tokens, ...(isPriced && { cost: sum("cost") }) } };
}

function joined(reports: readonly Report[], checked: Report): Report {
  const failure = reports.find((report) => report.failure !== undefined)?.failure;
  return {
    ...checked,
    locales: Object.assign({}, checked.locales, ...reports.map(({ locales }) => locales)),
    findings: reports.flatMap(({ findings }) => findings),
    translations: reports.flatMap(({ translations }) => translations),
    submitted: sumSubmitted(reports.map(({ submitted }) => submitted)),
    ...usageOf(reports),
    written: reports.flatMap(({ written }) => written),
    notes: [...new Set(reports.flatMap(({ notes }) => notes))],
    ...(failure && { failure }),
  };
}
