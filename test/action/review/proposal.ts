import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../action/run.ts";
import type { Report } from "../../../core/report/report.ts";
import { NAME, OWNER } from "../../servers/github/github.ts";
import {
  type Forge,
  PERSONAL_TOKEN,
  type RunOptions,
  runnerEnvironment,
} from "../../support/action.ts";
import { type TestRepository, temporaryFolder } from "../../support/repository.ts";

/** A pull request of the branch `feature` into `main`. */
export interface Proposal {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  /** Where GitHub puts the merge of both. */
  readonly ref: string;
}

/** Opens a pull request as a person does, and merges it into its base as GitHub does to test it. */
export async function propose({ github, person, remote }: Forge): Promise<Proposal> {
  const response = await fetch(`${github.apiUrl}/repos/${OWNER}/${NAME}/pulls`, {
    method: "POST",
    headers: { authorization: `Bearer ${PERSONAL_TOKEN}` },
    body: JSON.stringify({ title: "A change", head: "feature", base: "main" }),
  });
  const { number } = (await response.json()) as { number: number };
  return { number, ...(await merged({ person, remote }, number)) };
}

async function merged(
  { person, remote }: Pick<Forge, "person" | "remote">,
  number: number,
): Promise<Omit<Proposal, "number">> {
  const ref = `refs/pull/${number}/merge`;
  const head = await remote.git("rev-parse", "feature");
  const base = await remote.git("rev-parse", "main");
  await person.git("fetch", "-q", "origin", "main", "feature");
  await person.git("checkout", "-q", "--detach", base);
  await person.merge(head, { noFf: true });
  await person.git("push", "-q", "-f", "origin", `HEAD:${ref}`);
  await person.git("checkout", "-q", "feature");
  return { head, base, ref };
}

/** The merge, as `actions/checkout` leaves it: one commit deep, no branch. */
export async function checkOutMerge(forge: Forge, ref: string): Promise<TestRepository> {
  const checkout = await forge.checkout();
  await checkout.git("fetch", "-q", "--depth=1", forge.remote.root, ref);
  await checkout.git("checkout", "-q", "--detach", "FETCH_HEAD");
  return checkout;
}

/** What a run of the action left for its runner. */
export interface Run {
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly report: Report;
}

export interface ReviewOptions extends RunOptions {
  /** Of the pull request's head. */
  readonly repository?: string;
  /** What happened to the pull request. */
  readonly action?: string;
  readonly isMerged?: boolean;
}

/** The whole action in this process, for a pull request. */
export async function runReview(
  forge: Forge,
  checkout: TestRepository,
  { number, head, base, ref }: Proposal,
  options: ReviewOptions = {},
): Promise<Run> {
  const side = (name: string, sha: string, repository = `${OWNER}/${NAME}`) => ({
    ref: name,
    sha,
    repo: { full_name: repository },
  });
  const pull = {
    number,
    merged: options.isMerged ?? false,
    head: side("feature", head, options.repository),
    base: side("main", base),
  };
  return runAction(forge, checkout, {
    event: "pull_request",
    ref,
    payload: { action: options.action ?? "synchronize", pull_request: pull },
    ...options,
  });
}

/** The same for any event. */
export async function runAction(
  { github }: Forge,
  checkout: TestRepository,
  options: RunOptions,
): Promise<Run> {
  const folder = temporaryFolder();
  const file = (name: string) => {
    const path = join(folder, `${name}-${randomUUID()}`);
    writeFileSync(path, "");
    return path;
  };
  const [output, summary] = [file("output"), file("summary")];
  const environment = await runnerEnvironment(github, checkout, {
    ...options,
    environment: {
      ...options.environment,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: folder,
    },
  });
  let log = "";
  const { PATH, HOME } = process.env;
  const write = (text: string) => (log += text);
  const code = await run({ environment: { PATH, HOME, ...environment }, write });
  const report = join(folder, "locstep-report.json");
  return {
    code,
    log,
    summary: readFileSync(summary, "utf8"),
    outputs: outputsIn(readFileSync(output, "utf8")),
    report: existsSync(report) && JSON.parse(readFileSync(report, "utf8")),
  };
}

/** As the runner reads them. */
function outputsIn(text: string): Record<string, string> {
  const found = text.matchAll(/^([\w-]+)<<(\S+)\n([^]*?)\n\2$/gmu);
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]));
}
