import { hash } from "node:crypto";

/**
 * What is hidden in front of a text of ours: a run finds its own pull request or comment by it, and
 * sees by the fingerprint whether what it has to say is new. A person may edit the text below; it
 * is written again only when there is something new to say.
 */
export interface Marker {
  readonly kind: "pull-request" | "review";
  /** Which of several projects in one repository, as hex; empty for one at the root. */
  readonly scope: string;
  /** SHA-256 of the body as it was written. */
  readonly fingerprint: string;
}

const MARKER = /^<!-- locstep:(pull-request|review):([0-9a-f]*):([0-9a-f]{64}) -->/u;

export function marked(kind: Marker["kind"], scope: string, body: string): string {
  return `<!-- locstep:${kind}:${scope}:${hash("sha256", body, "hex")} -->\n${body}`;
}

/** Undefined for a text that no run wrote. Tolerates what an editor put before it. */
export function markerOf(text: string): Marker | undefined {
  const [, kind, scope = "", fingerprint = ""] = MARKER.exec(text.trimStart()) ?? [];
  return kind === undefined ? undefined : { kind: kind as Marker["kind"], scope, fingerprint };
}

/** `project`: as `nameOf` tells it. */
export function scopeOf(project: string): string {
  return project === "" ? "" : hash("sha256", project, "hex").slice(0, 16);
}
