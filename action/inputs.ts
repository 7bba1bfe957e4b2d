import { UsageError } from "../core/model/errors.ts";
import { FAIL_ON, type FailOn } from "../core/report/fail-on.ts";
import type { Environment } from "./context.ts";
import {
  type Input,
  branch,
  choice,
  count,
  flag,
  folderIn,
  hosts,
  list,
  oneLine,
  optional,
  seconds,
} from "./read-input.ts";
import { type Reviewers, reviewers } from "./reviewers.ts";

/** All inputs, resolved once. `undefined`: left out, and nothing is assumed in its place. */
export interface Inputs {
  /** Empty where the workflow gave none. */
  readonly token: string;
  readonly mode: "auto" | "translate" | "review";
  /** Absolute, inside the workspace. */
  readonly workingDirectory: string;
  /** As typed, relative to the working directory. */
  readonly config: string | undefined;
  /** A branch's name; undefined: the branch that the event is about. */
  readonly base: string | undefined;
  readonly strategy: "pull-request" | "commit";
  readonly commitMethod: "api" | "git";
  readonly groupBy: "all" | "locale";
  readonly title: string | undefined;
  readonly commitMessage: string | undefined;
  readonly labels: readonly string[];
  readonly reviewers: Reviewers;
  readonly draft: boolean;
  readonly autoMerge: "never" | "merge" | "squash" | "rebase";
  /** Whether commits end in a `Signed-off-by` line. */
  readonly signOff: boolean;
  /** Whether a review commits translations to the pull request's own branch. */
  readonly pushTranslations: boolean;
  /** Whether a review writes a comment, where the token may. */
  readonly comment: boolean;
  /** Seconds to wait for translations; 0 submits and leaves. */
  readonly wait: number;
  readonly failOn: FailOn;
  /** Hosts that providers may be at, lower case, with a port where it is not the scheme's own. */
  readonly allowedHosts: readonly string[] | undefined;
  /** Most source characters that one run may send, whatever the configuration allows. */
  readonly maxCharacters: number | undefined;
}

/** By the name that a workflow uses; `action.yml` tells the same to the runner and to readers. */
export const DEFAULTS = {
  token: "",
  mode: "auto",
  "working-directory": ".",
  config: "",
  base: "",
  strategy: "pull-request",
  "commit-method": "api",
  "group-by": "all",
  title: "",
  "commit-message": "",
  labels: "",
  reviewers: "",
  draft: "false",
  "auto-merge": "never",
  "sign-off": "false",
  "push-translations": "false",
  comment: "true",
  wait: "600",
  "fail-on": "error",
  "allowed-hosts": "",
  "max-characters": "",
} as const;

type InputName = keyof typeof DEFAULTS;

/** Throws UsageError for the first input that cannot be what its name says. */
export function readInputs(environment: Environment, workspace: string): Inputs {
  function given<T>(name: InputName, read: (input: Input) => T): T {
    // As the runner names it; what is left empty counts as left out.
    const value = environment[`INPUT_${name.toUpperCase()}`]?.trim() ?? "";
    return read({ name, text: value === "" ? DEFAULTS[name] : value });
  }
  const inputs: Inputs = {
    token: given("token", oneLine),
    mode: given("mode", choice(["auto", "translate", "review"])),
    workingDirectory: given("working-directory", folderIn(workspace)),
    config: given("config", optional(oneLine)),
    base: given("base", optional(branch)),
    strategy: given("strategy", choice(["pull-request", "commit"])),
    commitMethod: given("commit-method", choice(["api", "git"])),
    groupBy: given("group-by", choice(["all", "locale"])),
    title: given("title", optional(oneLine)),
    commitMessage: given(
      "commit-message",
      optional(({ text }) => text),
    ),
    labels: given("labels", list),
    reviewers: given("reviewers", reviewers),
    draft: given("draft", flag),
    autoMerge: given("auto-merge", choice(["never", "merge", "squash", "rebase"])),
    signOff: given("sign-off", flag),
    pushTranslations: given("push-translations", flag),
    comment: given("comment", flag),
    wait: given("wait", seconds),
    failOn: given("fail-on", choice(FAIL_ON)),
    allowedHosts: given("allowed-hosts", optional(hosts)),
    maxCharacters: given("max-characters", optional(count)),
  };
  refuseContradictions(inputs);
  return inputs;
}

/** The variables by which core bounds what any configuration may choose. */
export function boundsOf({ allowedHosts, maxCharacters }: Inputs): Environment {
  return {
    ...(allowedHosts && { LOCSTEP_ALLOWED_HOSTS: allowedHosts.join(",") }),
    ...(maxCharacters !== undefined && { LOCSTEP_MAX_CHARACTERS: String(maxCharacters) }),
  };
}

function refuseContradictions({ strategy, groupBy, draft, autoMerge }: Inputs): void {
  if (strategy === "commit" && groupBy === "locale") {
    throw new UsageError(
      "strategy: commit and group-by: locale exclude each other",
      "group-by tells how many pull requests there are; a commit needs none.",
    );
  }
  if (draft && autoMerge !== "never") {
    throw new UsageError(
      `draft: true and auto-merge: ${autoMerge} exclude each other`,
      "GitHub merges no draft.",
    );
  }
}
