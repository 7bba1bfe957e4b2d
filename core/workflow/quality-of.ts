import { CellState } from "../ledger/verdict.ts";
import type { Family } from "../project/config.ts";
import type { QualityOptions } from "./quality.ts";
import { syntaxOf } from "./syntaxes.ts";
import type { Workspace } from "./workspace.ts";

/** The rules for a family's texts. What nobody confirmed is doubted too. */
export async function qualityOf(workspace: Workspace, family: Family): Promise<QualityOptions> {
  const { sourceLocale, terms } = workspace.config;
  return {
    rules: { sourceLocale, terms },
    syntax: await syntaxOf(workspace, family),
    isDoubted: (state) => state === CellState.Unconfirmed,
  };
}
