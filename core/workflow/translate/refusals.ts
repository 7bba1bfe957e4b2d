import { readLedger } from "../../ledger/ledger.ts";
import { makeSegment } from "../../ledger/segment.ts";
import { messageTag } from "../../ledger/tags.ts";
import type { Locales } from "../checkout/locales.ts";
import type { Workspace } from "../checkout/workspace.ts";
import { judgeAll } from "../judge/judge-all.ts";
import { wantsOf } from "./want.ts";

/** A workspace that knows what another checkout's ledger did; facts and damage in the text say nothing. */
export function withRefusals(workspace: Workspace, text: string): Workspace {
  const { ledger } = workspace;
  const { refused } = readLedger([{ name: "", text }]);
  return { ...workspace, ledger: { ...ledger, refused: [...ledger.refused, ...refused] } };
}

/**
 * The lines of what was refused and is still wanted: what a checkout that is thrown away with its
 * ledger must not forget. Empty for nothing.
 */
export async function standingRefusals(workspace: Workspace, locales: Locales): Promise<string> {
  const { refused } = workspace.ledger;
  if (refused.length === 0) return "";
  const wanted = new Set<string>();
  for await (const { source, outcome } of judgeAll(workspace, locales)) {
    if (outcome.outcome !== "judged") continue;
    for (const { locale, message } of wantsOf(source, outcome)) {
      wanted.add(`${locale} ${messageTag(message)}`);
    }
  }
  const standing = refused.filter(({ locale, message }) => wanted.has(`${locale} ${message}`));
  return makeSegment([], [], standing)?.text ?? "";
}
