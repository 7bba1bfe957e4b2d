import { UsageError } from "../../core/model/errors.ts";
import type { Project } from "../../core/workflow/checkout/project.ts";
import type { Context } from "../context.ts";

/** Our branches begin so. */
const OWN = "locstep/";

/** The branch that translations are for, or why this run has none. */
export type BaseBranch =
  | { readonly outcome: "branch"; readonly name: string }
  | { readonly outcome: "none"; readonly reason: string };

/** Throws UsageError where nothing tells a branch. */
export function baseBranch(
  { ref, payload }: Pick<Context, "ref" | "payload">,
  base: string | undefined,
): BaseBranch {
  if (base !== undefined) return named(base);
  if (payload.deleted === true) return { outcome: "none", reason: "The branch was deleted." };
  const [, branch] = /^refs\/heads\/(.+)$/su.exec(ref) ?? [];
  if (branch?.startsWith("gh-readonly-queue/") === true || payload.merge_group !== undefined) {
    return { outcome: "none", reason: "A merge queue is translated once it is merged." };
  }
  if (branch !== undefined) return named(branch);
  const isPull = ref.startsWith("refs/pull/");
  const main = payload.repository?.default_branch;
  // A tag, a schedule, a dispatch: translations belong where work goes on.
  if (!isPull && main !== undefined) return named(main);
  throw new UsageError(
    `nothing tells the branch to translate: this run is for ${ref === "" ? "no ref" : ref}`,
    "Give the input `base`, such as `base: main`.",
  );
}

function named(name: string): BaseBranch {
  return name.startsWith(OWN)
    ? { outcome: "none", reason: `${name} is a branch of translations already.` }
    : { outcome: "branch", name };
}

export interface BranchScope {
  readonly base: string;
  /** As `nameOf` tells it. */
  readonly project: string;
  readonly locale: string | undefined;
}

/**
 * What tells a project from the others of its repository: the folder of its configuration, and that
 * one's name where it is another than usual. Empty for one at the root.
 */
export function nameOf({ config }: Project): string {
  return (config.path ?? "").replace(/(?:^|\/)locstep\.ya?ml$/u, "");
}

/** One branch a base, a project and, where so grouped, a locale. Different ones never share a name. */
export function ownBranch({ base, project, locale }: BranchScope): string {
  const part = project === "" ? "" : `+${spelled(project)}`;
  return `${OWN}${escaped(base)}${part}${locale === undefined ? "" : `@${locale}`}`;
}

/** The base that one of our branches is for, if `own` is the same for another base. */
export function otherBase(ours: string, own: { branch: string; base: string }): string | undefined {
  const suffix = own.branch.slice(OWN.length + escaped(own.base).length);
  if (!ours.startsWith(OWN) || !ours.endsWith(suffix)) return undefined;
  const name = ours.slice(OWN.length, ours.length - suffix.length);
  // That of another project or locale reads as a longer name.
  if (name === "" || /[+@]/u.test(name)) return undefined;
  const base = name.replaceAll(/%(25|2B|40)/gu, (found) => decodeURIComponent(found));
  return base === own.base ? undefined : base;
}

/** What parts a base, a project and a locale stands in no base's name. */
function escaped(base: string): string {
  return base.replaceAll(/[%+@]/gu, encodeURIComponent);
}

/** What git asks a remote for to see all of ours. */
export const EVERY_OWN: string = `${OWN}*`;

/** Where a branch is written that takes the place of ours in one step. */
export function draftBranch(own: string): string {
  return `locstep-draft/${own.startsWith(OWN) ? own.slice(OWN.length) : own}`;
}

/** What git forbids in a branch's name is spelled as in a URL. */
function spelled(project: string): string {
  return encodeURIComponent(project)
    .replaceAll("%2F", "+")
    .replaceAll(
      /[~*]|\.(?=\.|$|lock)/gu,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}
