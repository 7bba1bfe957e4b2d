import type { SourceFile, TargetFile } from "../project/arrange.ts";
import type { Workspace } from "./workspace.ts";

/**
 * How many messages a target has, where two blob ids alone tell that it is in step: nothing missing,
 * stale, unconfirmed or broken (law 4 of the ledger).
 */
export function settledTotal(
  { files, ledger, config }: Pick<Workspace, "files" | "ledger" | "config">,
  source: SourceFile,
  target: TargetFile,
): number | undefined {
  const [sourceId, targetId] = [files.get(source.path)?.id, files.get(target.path)?.id];
  // What a fact counts as missing is what has no text.
  if (sourceId === undefined || targetId === undefined || !config.emptyIsMissing) return undefined;
  return ledger.settled(target.locale, sourceId, targetId);
}
