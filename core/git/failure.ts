import { existsSync } from "node:fs";
import { OutsideError } from "../model/errors.ts";
import type { GitCall, WorkTree } from "./process.ts";
import type { GitOutcome } from "./run.ts";

const MAX_SENTENCE = 400;
const INSTALL = "Install git 2.31 or newer (https://git-scm.com), on the PATH.";

/** What git complains about, and the remedy. `ROOT` stands for the work tree. First match wins. */
const REMEDIES: readonly (readonly [complaint: RegExp, hint: string])[] = [
  [
    /dubious ownership|unsafe repository/u,
    "The repository belongs to another user. If you trust it: git config --global --add safe.directory ROOT",
  ],
  [
    /not a git repository/u,
    "git finds no repository at ROOT. On a mounted volume, set GIT_DISCOVERY_ACROSS_FILESYSTEM=1.",
  ],
  [
    /clean filter|external filter|smudge filter/u,
    "Install the program that the filter in .gitattributes names (for Git LFS: git lfs install).",
  ],
  [/index file|bad index|bad signature/u, "The index is damaged. Rebuild it: git read-tree HEAD"],
  [
    /authentication failed|could not read (?:username|password)|publickey|prompts disabled/iu,
    "Give git access to the remote without a prompt (a credential helper, an ssh agent, a token).",
  ],
  [
    /lazy fetching disabled|promisor remote|unable to read tree|bad object|missing blob/u,
    "Parts of the history are not here. Fetch them: git fetch --unshallow, or git fetch --refetch in a partial clone.",
  ],
  [/unknown option|unknown switch|usage: git/u, "Update git: version 2.31 or newer is needed."],
];

/** A git that ended with an error, as a sentence with its remedy. */
export function gitFailure(
  tree: Pick<WorkTree, "root">,
  call: Pick<GitCall, "purpose" | "args">,
  outcome: Pick<GitOutcome, "exitCode" | "complaint">,
): OutsideError {
  const { exitCode, complaint } = outcome;
  const remedy = REMEDIES.find(([pattern]) => pattern.test(complaint))?.[1];
  const hint = remedy?.replace("ROOT", () => tree.root);
  return new OutsideError(
    `git could not ${call.purpose}: ${sentence(complaint)} (git ${verb(call.args)}, exit code ${exitCode}).`,
    hint === undefined ? {} : { hint },
  );
}

/** A git that did not start, or that Node ended. */
export function notRun(
  tree: Pick<WorkTree, "root">,
  call: GitCall,
  cause: NodeJS.ErrnoException,
): OutsideError {
  const absent = cause.code === "ENOENT" && existsSync(tree.root);
  const reason = absent ? "there is no git on the PATH" : reasonOf(tree.root, cause);
  const options = absent ? { cause, hint: INSTALL } : { cause };
  return new OutsideError(`git could not ${call.purpose}: ${reason}.`, options);
}

function reasonOf(root: string, cause: NodeJS.ErrnoException): string {
  switch (cause.code) {
    case "ENOENT":
      // Node says this of the working folder as well.
      return `${root} is gone`;
    case "ETIMEDOUT":
      return "it took too long";
    case "ENOBUFS":
      return "its answer is too long";
    case "E2BIG":
      return "too many files are named at once";
    default:
      return cause.message;
  }
}

/** Standard error without credentials and control characters; both may come from a remote. */
export function complaintOf(text: string): string {
  return text.replaceAll(/:\/\/[^/\s]*@/gu, "://***@").replaceAll(/[^\P{Cc}\n]/gu, "");
}

/** The command among git's arguments: `ls-files`, past `-c name=value` and other options. */
export function verb(args: readonly string[]): string {
  return args.find((arg, at) => !arg.startsWith("-") && args[at - 1] !== "-c") ?? "";
}

function sentence(complaint: string): string {
  const lines = complaint.split("\n").filter((line) => line.trim() !== "");
  const telling = lines.find((line) => /^(?:fatal|error): /u.test(line)) ?? lines.at(-1);
  return (telling ?? "it said nothing").slice(0, MAX_SENTENCE);
}
