import { CellState } from "../../ledger/verdict.ts";
import { UsageError } from "../../model/errors.ts";
import { selectAny, selectMessages } from "../../model/select-messages.ts";
import { quoted } from "../../report/quote.ts";
import type { SourceChanges } from "../judge/changes.ts";
import type { JudgedTarget } from "../judge/judge-all.ts";
import { judgePair } from "../judge/judge.ts";
import { maskBySyntax, withSyntaxes } from "../quality/syntaxes.ts";
import { type Want, wantsOf } from "../translate/want.ts";
import { refuseUnknown } from "../survey/nearest-message.ts";
import type { Workspace } from "../checkout/workspace.ts";
import type { Fill } from "../write/plan-write.ts";
import { type Recall, fillFromMemory } from "./fill-from-memory.ts";

/** What is asked for again although it stands. */
export interface Redone {
  /** A glob, by a person, in this run. */
  readonly redo: string | undefined;
  /** By an earlier run, and in flight: cell tags. */
  readonly underWay: ReadonlySet<string>;
}

/**
 * What all targets want, and what of it the repository's own translations give. Throws UsageError
 * where `redo` means no message.
 */
export async function recallWants(
  workspace: Workspace,
  targets: readonly JudgedTarget[],
  changes: SourceChanges,
  { redo, underWay }: Redone,
): Promise<{ readonly wants: readonly Want[]; readonly recalled: Recall }> {
  const selects = redo === undefined ? undefined : selectMessages(redo);
  const bare = targets.flatMap(({ source, outcome }) =>
    outcome.outcome === "judged" ? wantsOf(source, outcome, selects, underWay) : [],
  );
  if (redo !== undefined && !bare.some((want) => want.isRedo)) {
    await refuseUnknown(workspace, redo);
    throw new UsageError(
      `nothing that can be asked for matches ${quoted(redo)}`,
      "Such texts stand behind an alias, come from a fallback locale, or in a file that cannot be read.",
    );
  }
  if (bare.length === 0) {
    return { wants: [], recalled: { filled: new Map(), suggestions: new Map() } };
  }
  const wants = await withSyntaxes(workspace, bare);
  const locales = new Set(wants.map(({ locale }) => locale));
  const open = await openSettled(workspace, targets, locales);
  const mask = await maskBySyntax(workspace);
  const locked = fillLocked(wants, workspace.config.locked);
  const fresh = wants.filter((want) => !want.isRedo && !locked.has(want));
  const recalled = await fillFromMemory(fresh, { workspace, targets: open, changes, mask });
  return { wants, recalled: { ...recalled, filled: new Map([...recalled.filled, ...locked]) } };
}

/** What `locked` names stands in every locale as in the source, and is sent to nobody. */
function fillLocked(wants: readonly Want[], globs: readonly string[]): ReadonlyMap<Want, Fill> {
  const isLocked = selectAny(globs);
  const fills = new Map<Want, Fill>();
  if (isLocked === undefined) return fills;
  for (const want of wants) {
    const { message, row } = want;
    if (!isLocked(message.namespace, message.key)) continue;
    fills.set(want, {
      row,
      text: message.text,
      state: CellState.Translated,
      isByPerson: false,
      origin: "locked",
    });
  }
  return fills;
}

/** The memory is made of what stands, so it opens also what the ledger says is in step. */
async function openSettled(
  workspace: Workspace,
  targets: readonly JudgedTarget[],
  locales: ReadonlySet<string>,
): Promise<readonly JudgedTarget[]> {
  const open: JudgedTarget[] = [];
  for (const { source, outcome } of targets) {
    const { target } = outcome;
    const isClosed = outcome.outcome === "settled" && locales.has(target.locale);
    open.push({
      source,
      outcome: isClosed ? await judgePair(workspace, source, target, true) : outcome,
    });
  }
  return open;
}
