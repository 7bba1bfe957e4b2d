import type { Finding } from "../model/finding.ts";
import type { Group } from "./groups.ts";
import type { FirstUse } from "./notice.ts";

/**
 * Where messages that locales lack are used: findings at a use are notes, which
 * a log does not tell.
 */
export function usesIn(findings: readonly Finding[]): (group: Group) => FirstUse | undefined {
  const uses = new Map<string, FirstUse>();
  for (const { code, path, line, column, ...about } of findings) {
    if (code !== "missing-at-use" && code !== "stale-at-use") continue;
    const id = messageId(about);
    const first = uses.get(id);
    uses.set(
      id,
      first ? { ...first, others: first.others + 1 } : { path, line, column, others: 0 },
    );
  }
  return ({ code, first }) =>
    code === "missing" || code === "stale" ? uses.get(messageId(first)) : undefined;
}

function messageId({ namespace, key }: Pick<Finding, "namespace" | "key">): string {
  return JSON.stringify([namespace, key]);
}
