import { messageId } from "../../model/message.ts";
import { CellState } from "../../ledger/verdict.ts";
import type { Mask } from "../../memory/masked.ts";
import { type Memory, openMemory } from "../../memory/memory.ts";
import type { SourceChanges, SourceRow } from "../judge/changes.ts";
import { keyOf } from "../../catalog/catalog.ts";
import { type Key, keyId } from "../../model/key.ts";
import { passGate, syntaxNamed } from "../quality/gate.ts";
import type { JudgedTarget } from "../judge/judge-all.ts";
import { lostTexts } from "./lost-texts.ts";
import { movedUnits } from "./moved-units.ts";
import { type RecalledUnit, TODAY, rememberedUnits, standingUnits } from "./recall.ts";
import type { Fill } from "../write/plan-write.ts";
import { viewOf } from "../checkout/source-view.ts";
import type { Want } from "../translate/want.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** What the repository's own translations gave. */
export interface Recall {
  readonly filled: ReadonlyMap<Want, Fill>;
  /** The nearest translation of what was not filled, for a reviewer. */
  readonly suggestions: ReadonlyMap<Want, { readonly text: string; readonly score: number }>;
}

export interface RecallContext {
  readonly workspace: Workspace;
  /** Every target of the locales in want. */
  readonly targets: readonly JudgedTarget[];
  readonly changes: SourceChanges;
  readonly mask: Mask;
}

/** Fills what the repository knows exactly; locale by locale, so that one memory stands at a time. */
export async function fillFromMemory(
  wants: readonly Want[],
  context: RecallContext,
): Promise<Recall> {
  const filled = new Map<Want, Fill>();
  const suggestions = new Map<Want, { text: string; score: number }>();
  for (const [locale, group] of byLocale(wants)) {
    const origins = originsOf(context, locale);
    const units = await recallUnits(locale, group, context);
    const valid = units.filter(({ state }) => state !== CellState.Stale);
    const memory = openMemory(valid, context.mask);
    const byTexts = strongestByTexts(valid);
    const lost = await lostUnits(group, origins, units, context);
    const movedUnit = movedUnits(units, ofLocale(context.targets, locale), lost);
    for (const want of group) {
      const { message } = want;
      const id = messageId(message);
      const origin = origins.get(id) ?? (lost.has(id) ? id : undefined);
      const moved = origin === undefined ? undefined : movedUnit(origin, message.text);
      const fill =
        moved === undefined ? fillOf(want, memory, byTexts, context) : asFill(want, moved);
      if (fill !== undefined && want.purpose === "write") {
        filled.set(want, fill);
        continue;
      }
      const [best] =
        fill === undefined ? memory.suggest(message) : [{ target: fill.text, score: 100 }];
      if (best !== undefined) suggestions.set(want, { text: best.target, score: best.score });
    }
  }
  return { filled, suggestions };
}

/** By the new name of a moved message, the old one; of a plural, form by form. */
function originsOf(
  { changes, workspace }: RecallContext,
  locale: string,
): ReadonlyMap<string, string> {
  const origins = new Map<string, string>();
  for (const { from, to } of changes.moved) {
    const old = idsOf(from, workspace.config.sourceLocale, locale);
    for (const [at, id] of idsOf(to, workspace.config.sourceLocale, locale).entries()) {
      const origin = old[at];
      if (origin !== undefined) origins.set(id, origin);
    }
  }
  return origins;
}

/** The messages that a target locale has for one of a source. */
function idsOf(
  { source, catalog, row }: SourceRow,
  sourceLocale: string,
  locale: string,
): readonly string[] {
  const { namespace } = source.file;
  const view = viewOf(catalog, sourceLocale, locale);
  if (view === undefined) return [messageId({ namespace, key: keyOf(catalog, row) })];
  const ids: string[] = [];
  for (const [at, origin] of view.origin.entries()) {
    if (origin === row) ids.push(messageId({ namespace, key: keyOf(view.catalog, at) }));
  }
  return ids;
}

function byLocale(wants: readonly Want[]): ReadonlyMap<string, readonly Want[]> {
  const groups = new Map<string, Want[]>();
  for (const want of wants) {
    const group = groups.get(want.locale);
    if (group === undefined) groups.set(want.locale, [want]);
    else group.push(want);
  }
  return groups;
}

/**
 * By id, what git's history knows of messages that were renamed or came back: what stood under their
 * names when it was removed, if it was made for the text of today. Of a message that came back only
 * what no fact knows, so that a person's text is not replaced by an older one of ours.
 */
async function lostUnits(
  wants: readonly Want[],
  origins: ReadonlyMap<string, string>,
  units: readonly RecalledUnit[],
  { workspace, targets }: RecallContext,
): Promise<ReadonlyMap<string, RecalledUnit>> {
  const known = new Map<string, Set<string>>();
  for (const unit of units) {
    const texts = known.get(messageId(unit)) ?? new Set<string>();
    known.set(messageId(unit), texts.add(unit.target));
  }
  const sought = new Map<string, string>();
  for (const { message, previous } of wants) {
    const id = messageId(message);
    const old = origins.get(id);
    if (old !== undefined) sought.set(old, message.text);
    else if (previous === undefined && known.has(id)) sought.set(id, message.text);
  }
  const lost = new Map<string, RecalledUnit>();
  if (sought.size === 0) return lost;
  for (const { source, outcome } of ofLocale(targets, wants[0]?.locale ?? "")) {
    const { namespace } = source.file;
    const ids = [...sought.keys()].filter((id) => id.startsWith(`${namespace}\n[`));
    const keys = ids.map((id) => JSON.parse(id.slice(namespace.length + 1)) as Key);
    const found = await lostTexts(workspace, source.file, outcome.target, keys);
    for (const key of keys) {
      const { text: target, source: then } = found.get(keyId(key)) ?? {};
      const id = messageId({ namespace, key });
      if (target === undefined || then === undefined || then !== sought.get(id)) continue;
      const isMoved = !wants.some(({ message }) => messageId(message) === id);
      if (!isMoved && known.get(id)?.has(target)) continue;
      const unit = { source: then, target, namespace, key, rank: TODAY };
      lost.set(id, { ...unit, state: CellState.Unconfirmed, isByPerson: true });
    }
  }
  return lost;
}

/** More units than this serve exact matches only: comparing each with each takes too long. */
const MOST_FUZZY = 20_000;

async function recallUnits(
  locale: string,
  wants: readonly Want[],
  { workspace, targets, mask }: RecallContext,
): Promise<readonly RecalledUnit[]> {
  const own = ofLocale(targets, locale);
  const size = own.reduce((sum, { outcome }) => sum + sizeOf(outcome), 0);
  const texts = new Set(wants.map(({ message }) => mask(message.text, message.namespace).text));
  const units: RecalledUnit[] = [];
  for (const { source, outcome } of own) {
    const { namespace } = source.file;
    const isWanted = (text: string) => size <= MOST_FUZZY || texts.has(mask(text, namespace).text);
    for await (const unit of rememberedUnits(workspace, source.file, outcome.target, isWanted)) {
      units.push(unit);
    }
    if (outcome.outcome === "judged") units.push(...standingUnits(outcome, isWanted));
  }
  return units;
}

function ofLocale(targets: readonly JudgedTarget[], locale: string): readonly JudgedTarget[] {
  return targets.filter(({ outcome }) => outcome.target.locale === locale);
}

function sizeOf(outcome: JudgedTarget["outcome"]): number {
  if (outcome.outcome === "settled") return outcome.total;
  return outcome.outcome === "judged" ? outcome.verdict.states.length : 0;
}

/** The memory passes the same door as a provider: what stands elsewhere may be broken here. */
function fillOf(
  { message, row, locale, category }: Want,
  memory: Memory,
  byTexts: ReadonlyMap<string, RecalledUnit>,
  { workspace }: RecallContext,
): Fill | undefined {
  const target = memory.fill(message);
  if (target === undefined) return undefined;
  const { sourceLocale, terms } = workspace.config;
  const syntax = syntaxNamed(message.syntax);
  const offered = { source: message.text, target, locale, syntax, category };
  const verdict = passGate({ sourceLocale, terms }, offered);
  if (verdict.outcome === "rejected") return undefined;
  const unit = byTexts.get(idOfTexts(message.text, target)) ?? carriedFrom(message, target);
  // A copy is no more certain than its original: what nobody confirmed stays unconfirmed.
  const { state = CellState.Unconfirmed, isByPerson = true } = unit ?? {};
  const isSameMessage = unit !== undefined && messageId(unit) === messageId(message);
  const score = isSameMessage ? 101 : 100;
  return { row, text: verdict.text, state, isByPerson, origin: "memory", score };

  /** Where the placeholders' names differ, no unit has these texts: the one they were carried from. */
  function carriedFrom(message: Want["message"], target: string): RecalledUnit | undefined {
    const match = memory.suggest(message).find((found) => found.target === target);
    return match && byTexts.get(idOfTexts(match.unit.source, match.unit.target));
  }
}

/** By both texts, the unit that is most certain of them. */
function strongestByTexts(units: readonly RecalledUnit[]): ReadonlyMap<string, RecalledUnit> {
  const rising = [...units].sort((a, b) => a.state - b.state);
  return new Map(rising.map((unit) => [idOfTexts(unit.source, unit.target), unit]));
}

function idOfTexts(source: string, target: string): string {
  return `${source}\n${target}`;
}

/** A moved translation is the same translation: it keeps its state and its author. */
function asFill({ row }: Want, { target, state, isByPerson }: RecalledUnit): Fill {
  return { row, text: target, state, isByPerson, origin: "moved" };
}
