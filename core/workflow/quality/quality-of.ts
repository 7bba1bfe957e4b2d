import { CellState } from "../../ledger/verdict.ts";
import type { Family } from "../../project/config.ts";
import type { JudgedPair } from "../judge/judge.ts";
import type { QualityOptions, SourceSide } from "./quality.ts";
import { selectAny } from "../../model/select-messages.ts";
import { syntaxOf } from "./syntaxes.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** The rules for a family's texts. What nobody confirmed is doubted too. */
export async function qualityOf(workspace: Workspace, family: Family): Promise<QualityOptions> {
  const { sourceLocale, terms, locked } = workspace.config;
  return {
    rules: { sourceLocale, terms },
    syntax: await syntaxOf(workspace, family),
    isLocked: selectAny(locked),
    isDoubted: (state) => state === CellState.Unconfirmed,
  };
}

export function sourceSide({ target, source }: JudgedPair): SourceSide {
  return { namespace: target.namespace, categories: source.view?.categories };
}
