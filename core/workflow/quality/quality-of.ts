import { CellState } from "../../ledger/cell-state.ts";
import type { Config, Family } from "../../project/config.ts";
import type { JudgedPair } from "../judge/judge.ts";
import type { QualityOptions, SourceSide, Suspicion } from "./quality.ts";
import { selectAny } from "../../model/select-messages.ts";
import { syntaxOf } from "./syntaxes.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** The rules for a family's texts. */
export async function qualityOf(workspace: Workspace, family: Family): Promise<QualityOptions> {
  return { ...suspicionOf(workspace.config), syntax: await syntaxOf(workspace, family) };
}

const suspicions = new WeakMap<Config, Suspicion>();

/** The same without the syntax, which takes a look at the source's texts. What nobody confirmed is doubted too. */
export function suspicionOf(config: Config): Suspicion {
  const { sourceLocale, terms, locked } = config;
  const suspicion = suspicions.get(config) ?? {
    rules: { sourceLocale, terms },
    isLocked: selectAny(locked),
    isDoubted: (state) => state === CellState.Unconfirmed,
  };
  suspicions.set(config, suspicion);
  return suspicion;
}

export function sourceSide({ target, source }: JudgedPair): SourceSide {
  return { namespace: target.namespace, categories: source.view?.categories };
}
