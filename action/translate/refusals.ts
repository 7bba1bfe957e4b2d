import { OutsideError } from "../../core/model/errors.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits, pushRefs, tipOf } from "../git/remote.ts";
import { AUTHOR } from "./author.ts";
import { type Build, type BuildPlan, build } from "./build.ts";
import type { Host } from "./notice.ts";

/** What a remote keeps of what was refused. */
interface Remembered {
  readonly ref: string;
  /** The commit that the ref names; undefined: there is none. */
  readonly tip: string | undefined;
  /** As `Session.refusals` tells it; empty for nothing. */
  readonly text: string;
}

interface Place {
  readonly git: Git;
  readonly host: Host;
}

/**
 * Builds, and asks for nothing that was refused before. A runner forgets, and where nothing is to be
 * written nothing is committed: so what was refused is kept under a ref that is no branch. No clone
 * brings it, no workflow starts, no pull request opens. `branch`: as `ownBranch` spells it.
 */
export async function buildRemembering(
  { git, host }: Place,
  branch: string,
  plan: Omit<BuildPlan, "refusals">,
): Promise<Build> {
  const remembered = await recall(git, branch);
  const built = await build(git, { ...plan, refusals: remembered.text });
  await keep({ git, host }, remembered, built.refusals ?? remembered.text);
  return built;
}

/** For a branch that nobody translates any more. */
export async function forgetRefusals(place: Place, branch: string): Promise<void> {
  const remembered = await recall(place.git, branch);
  await keep(place, remembered, "");
}

const FILE = "refused";

async function recall(git: Git, branch: string): Promise<Remembered> {
  const ref = `refs/locstep/${branch.replace(/^locstep\//u, "")}`;
  const tip = await tipOf(git, ref);
  if (tip === undefined) return { ref, tip, text: "" };
  await fetchCommits(git, [tip], 1);
  const args = ["cat-file", "blob", `${tip}:${FILE}`];
  const { exitCode, output } = await git.attempt("read what was refused", args);
  return { ref, tip, text: exitCode === 0 ? output.toString() : "" };
}

/** Does nothing where nothing changed. What cannot be kept costs the same once more, and is told. */
async function keep(
  { git, host }: Place,
  { ref, tip, text: before }: Remembered,
  text: string,
): Promise<void> {
  if (text === before) return;
  try {
    const to = text === "" ? undefined : await commitOf(git, text);
    // Whoever was first keeps what it knows; the next run adds what this one does.
    await pushRefs(git, ref, [{ ref, from: tip, to }]);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const again = "the next run asks again for what the quality gate refused";
    host.say({ level: "notice", text: `${error.message}, so ${again}.` });
  }
}

async function commitOf(git: Git, text: string): Promise<string> {
  const purpose = "keep what was refused";
  const blob = await git.run(purpose, ["hash-object", "-w", "--stdin"], { input: text });
  const tree = await git.run(purpose, ["mktree"], { input: `100644 blob ${blob}\t${FILE}\n` });
  const args = ["commit-tree", tree, "-m", "Keep what was refused"];
  return git.run(purpose, args, { env: AUTHOR });
}
