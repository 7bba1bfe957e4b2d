import type { Commit } from "../git/commits.ts";

/**
 * The last line of a commit of ours: the base that it was built on and the tree that it holds. A
 * person who amends it changes the tree, and it is ours no more; whose token made it does not matter.
 */
const TRAILER = /^Locstep-Built: ([0-9a-f]{40,64}) ([0-9a-f]{40,64})$/mu;

export interface MessageParts {
  /** Subject, and body where there is one. */
  readonly text: string;
  readonly base: string;
  readonly tree: string;
  /** `Name <email>`; undefined: nobody signs off. */
  readonly signedOffBy: string | undefined;
}

export function commitMessage({ text, base, tree, signedOffBy }: MessageParts): string {
  const trailers = [`Locstep-Built: ${base} ${tree}`];
  if (signedOffBy !== undefined) trailers.push(`Signed-off-by: ${signedOffBy}`);
  return `${text.trim()}\n\n${trailers.join("\n")}\n`;
}

/** What a commit of ours was, when it was made. */
export interface Built {
  readonly base: string;
  readonly tree: string;
}

/** Also of one that a person rebased, amended or squashed since; undefined for everybody else's. */
export function builtBefore({ message }: Pick<Commit, "message">): Built | undefined {
  const [, base, tree] = TRAILER.exec(message) ?? [];
  return base === undefined || tree === undefined ? undefined : { base, tree };
}

/** The base that a commit of ours was built on; undefined for everybody else's. */
export function builtOn({ message, tree }: Pick<Commit, "message" | "tree">): string | undefined {
  const built = builtBefore({ message });
  return built?.tree === tree ? built.base : undefined;
}
