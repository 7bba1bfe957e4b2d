import { CellState } from "../../ledger/verdict.ts";
import { cellOf } from "../translate/answers.ts";
import { passGate, syntaxNamed, violationTexts } from "../quality/gate.ts";
import type { Fill } from "../write/plan-write.ts";
import { syntaxOf } from "../quality/syntaxes.ts";
import type { TranslateOptions } from "../translate/translate-wants.ts";
import type { TwoWayOptions } from "./two-way.ts";
import type { Want } from "../translate/want.ts";
import type { Workspace } from "../checkout/workspace.ts";

export interface TakenEdits {
  readonly fills: ReadonlyMap<Want, Fill>;
  readonly notes: readonly string[];
}

/** A dry run neither reads nor writes there: both are billed. */
export function isTwoWay({ provider, isDryRun }: TranslateOptions): boolean {
  return provider.store !== undefined && !isDryRun;
}

/**
 * Exchanges edits with a provider that keeps translations. What people wrote there passes the same
 * gate as every text; what does not pass is told, and git's stays.
 */
export async function takeEdits(
  workspace: Workspace,
  about: Omit<TwoWayOptions, "store" | "signal">,
  options: TranslateOptions,
): Promise<TakenEdits> {
  const { store } = options.provider;
  if (store === undefined || !isTwoWay(options)) return { fills: new Map(), notes: [] };
  const { mergeWithStore } = await import("./two-way.ts");
  const { signal, mostCharacters } = options;
  const merging = { ...about, store, signal, mostCharacters };
  const { edits, notes } = await mergeWithStore(workspace, merging);
  const { sourceLocale, terms } = workspace.config;
  const fills = new Map<Want, Fill>();
  for (const { want, text, isByPerson } of edits) {
    const { message, locale, category, row } = want;
    const verdict = passGate(
      { sourceLocale, terms },
      {
        source: message.text,
        target: text,
        locale,
        syntax: syntaxNamed(await syntaxOf(workspace, want.source.file.family)),
        category,
      },
    );
    if (verdict.outcome === "rejected") {
      const reason = violationTexts(verdict.violations);
      const apart = { code: "rejected", theirs: text, reason } as const;
      about.annotations.add(cellOf(want), { apart });
    } else if (verdict.text !== want.previous) {
      const state = CellState.Translated;
      fills.set(want, { row, text: verdict.text, state, isByPerson, origin: "service" });
    }
  }
  return { fills, notes };
}
