import type { Fact } from "../ledger/fact.ts";
import type { SourceFile, TargetFile } from "../project/arrange.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The fact by which two blob ids alone say that a target is in step: nothing missing, stale,
 * unconfirmed or broken (law 4 of the ledger).
 */
export function settledFact(
  { files, ledger, config }: Workspace,
  source: SourceFile,
  target: TargetFile,
): Fact | undefined {
  const [sourceId, targetId] = [files.get(source.path)?.id, files.get(target.path)?.id];
  if (sourceId === undefined || targetId === undefined) return undefined;
  const facts = ledger.exact(target.locale, sourceId, targetId);
  return facts.find((fact) => isSettled(fact, config.emptyIsMissing));
}

function isSettled({ marks }: Fact, emptyIsMissing: boolean): boolean {
  const open = marks.missing + marks.broken + marks.stale.size + marks.unconfirmed.size;
  return emptyIsMissing && open === 0;
}
