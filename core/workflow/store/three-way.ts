import type { StoredText } from "../../providers/store.ts";

/** A message that git has in one locale, and what a service has for it. */
export interface Meeting {
  readonly ours: string;
  /** A fact names exactly this source and this text: it is what git and the service agreed on. */
  readonly isAgreed: boolean;
  /** Whether a person wrote git's text. */
  readonly isByPerson: boolean;
  /** Undefined: the service has none. */
  readonly theirs: StoredText | undefined;
  /** The source text that the service has for it; undefined: none. */
  readonly theirSource: StoredText | undefined;
  readonly source: string;
  /** Whether the service's source is an edit of its own or a pull request's, not an older one of git's. */
  readonly isSourceEdited: boolean;
  /** Whether git has had this text before: then the service is behind, and nobody edited there. */
  had(text: StoredText): Promise<boolean>;
}

/** "conflict": both changed, and git's text is kept. "leave": theirs waits for its approval. */
export type Merge = "same" | "take" | "push" | "conflict" | "leave";

/** What changed on one side alone goes to the other; a machine's text never over a person's. */
export async function mergeOf(meeting: Meeting): Promise<Merge> {
  const { ours, isAgreed, isByPerson, theirs, theirSource, source } = meeting;
  if (theirs?.text === ours) return "same";
  if (meeting.isSourceEdited) return "leave";
  if (theirs === undefined) return "push";
  if (theirs.by === "machine" && isByPerson) return "push";
  if (await meeting.had(theirs)) return "push";
  const isForOurs = theirSource === undefined || theirSource.text === source;
  if (!isAgreed || !isForOurs || isOlder(theirs, theirSource)) return "conflict";
  return theirs.isApproved ? "take" : "leave";
}

/** Made for an earlier source. */
function isOlder(theirs: StoredText, theirSource: StoredText | undefined): boolean {
  if (theirs.updatedAt === undefined || theirSource?.updatedAt === undefined) return false;
  return theirs.updatedAt < theirSource.updatedAt;
}
