import type { Finding } from "../core/model/finding.ts";
import { countOf } from "../core/report/retold.ts";
import type { LocaleCounts, Report } from "../core/report/report.ts";

export type Operation = "created" | "updated" | "closed" | "none";

/** What a run did to one pull request. */
export interface PullRequestOutcome {
  readonly number: number;
  readonly url: string;
  readonly operation: Operation;
}

/** What a mode hands back to `main.ts`, which writes the outputs and ends the run. */
export interface Outcome {
  readonly report: Report;
  /** Whether a commit was made. */
  readonly changed: boolean;
  /** Each pull request that the run made, updated, closed or looked at; the most changed first. */
  readonly pullRequests: readonly PullRequestOutcome[];
  /** What a person should know besides the findings. */
  readonly notices: readonly {
    readonly level: "notice" | "warning";
    /** Plain text, whole sentences. */
    readonly text: string;
  }[];
  /** What decides whether the run fails; left out: all findings of the report. */
  readonly judged?: readonly Finding[];
}

export interface Outputs {
  readonly changed: boolean;
  readonly pending: number;
  readonly "pull-request-number": number | "";
  readonly "pull-request-url": string;
  readonly "pull-requests": string;
  readonly operation: Operation;
  readonly report: string;
  readonly translated: number;
  readonly unconfirmed: number;
  readonly missing: number;
  readonly stale: number;
  readonly rejected: number;
  readonly errors: number;
  readonly warnings: number;
}

/** `path`: of the report as JSON. */
export function outputsOf({ report, changed, pullRequests }: Outcome, path: string): Outputs {
  const [first] = pullRequests;
  const count = (field: keyof LocaleCounts) =>
    Object.values(report.locales).reduce((sum, counts) => sum + counts[field], 0);
  return {
    changed,
    pending: count("pending"),
    "pull-request-number": first?.number ?? "",
    "pull-request-url": first?.url ?? "",
    "pull-requests": JSON.stringify(pullRequests),
    operation: first?.operation ?? "none",
    report: path,
    translated: count("translated"),
    unconfirmed: count("unconfirmed"),
    missing: count("missing"),
    stale: count("stale"),
    rejected: count("rejected"),
    errors: countOf(report.findings, "error"),
    warnings: countOf(report.findings, "warning"),
  };
}
