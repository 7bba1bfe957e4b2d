import type { Fact } from "../../ledger/fact.ts";
import type { SourceFile, TargetFile } from "../../project/arrange.ts";
import { settledTotal } from "./settled.ts";
import type { Checkout } from "./read-checkout.ts";

// A target that many branches synced has as many facts; the first ones nearly always suffice.
const MAX_FACTS = 64;

type Known = Pick<Checkout, "config" | "files" | "ledger">;

/** What the ledger says of a target beside the facts of exactly its two blobs. */
export function otherFacts(
  { files, ledger }: Known,
  source: SourceFile,
  target: TargetFile,
): readonly Fact[] {
  const sourceId = files.get(source.path)?.id;
  const targetId = files.get(target.path)?.id ?? "";
  const related = ledger.related(target.path, target.locale, targetId);
  return related
    .filter((fact) => fact.source !== sourceId || fact.target !== targetId)
    .slice(0, MAX_FACTS);
}

/** Blob ids that judging the targets which are not settled may ask for. */
export function* blobsOfFacts(
  known: Known & Pick<Checkout, "arrangement">,
): Generator<string, void, undefined> {
  for (const source of known.arrangement.sources) {
    for (const target of source.targets) {
      if (settledTotal(known, source, target) !== undefined) continue;
      for (const fact of otherFacts(known, source, target)) yield* [fact.source, fact.target];
    }
  }
}
