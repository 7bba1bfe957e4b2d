import { Kind, isMessage, keyOf, textOf } from "../../catalog/catalog.ts";
import { type KeyIndex, keyIndexOf, findRow } from "../../catalog/key-index.ts";
import { cellTag } from "../../ledger/tags.ts";
import { CellState } from "../../ledger/verdict.ts";
import type { Key } from "../../model/key.ts";
import type { Neighbour } from "../../model/job-group.ts";
import type { Message } from "../../model/message.ts";
import { type Category, pluralCategories } from "../../model/plural.ts";
import { type StalePolicy, stalePolicy } from "../../project/config.ts";
import type { JudgedPair } from "../judge/judge.ts";
import type { OpenSource } from "../checkout/open-source.ts";
import type { Selects } from "../../model/select-messages.ts";

/** A translation that is missing or stale, and what is to be done about it. */
export interface Want {
  readonly source: OpenSource;
  readonly judged: JudgedPair;
  /** Of the source's catalog. */
  readonly row: number;
  readonly message: Message;
  readonly locale: string;
  /** Where the message is one form of a plural that several keys spell. */
  readonly category?: Category | undefined;
  /** The translation that stands. */
  readonly previous?: string;
  /** What may be done with an answer: written, or only shown to a reviewer. */
  readonly purpose: "write" | "suggest";
  /** A person asks for it again: what the repository knows is not the answer. */
  readonly isRedo: boolean;
  /** Of a redo: an earlier run asked for it, and it is in flight. */
  readonly isUnderWay: boolean;
}

/**
 * What one target needs; with `redo`, also what a person asks for again although it stands, and what
 * was asked for again and is in flight, by cell tags.
 */
export function wantsOf(
  source: OpenSource,
  judged: JudgedPair,
  redo?: Selects,
  underWay: ReadonlySet<string> = NONE,
): readonly Want[] {
  const { verdict, pair, file } = judged;
  const wants: Want[] = [];
  for (let row = 1; row < verdict.states.length; row++) {
    const state = verdict.states[row] as number;
    if (state === CellState.None || judged.inherited.has(row)) continue;
    const isUnderWay = underWay.size > 0 && underWay.has(cellAt(judged, row) ?? "");
    const isRedo =
      isUnderWay || (redo?.(source.file.namespace, keyOf(judged.source.catalog, row)) ?? false);
    if (!isRedo && state !== CellState.Missing && state !== CellState.Stale) continue;
    const at = pair.rows[row] as number;
    // What an alias reaches is written elsewhere; the report says so.
    if (at >= 0 && file.catalog.kind[at] === Kind.Alias) continue;
    const policy = isRedo || state === CellState.Missing ? "retranslate" : policyFor(judged, row);
    if (policy === "keep") continue;
    const purpose = policy === "retranslate" ? "write" : "suggest";
    wants.push({ ...wantAt(source, judged, row), purpose, isRedo, isUnderWay });
  }
  return wants;
}

const NONE: ReadonlySet<string> = new Set();

/** The tag of what stands; undefined for nothing. */
function cellAt({ pair, source: { catalog }, file }: JudgedPair, row: number): string | undefined {
  const at = pair.rows[row] as number;
  if (at < 0 || !isMessage(file.catalog, at)) return undefined;
  return cellTag(pair.locale, keyOf(catalog, row), textOf(catalog, row), textOf(file.catalog, at));
}

/** A want for one cell, whatever its state. */
export function wantAt(source: OpenSource, judged: JudgedPair, row: number): Want {
  const { target, pair, file } = judged;
  const at = pair.rows[row] as number;
  return {
    source,
    judged,
    row,
    message: messageAt(source, judged, row),
    locale: target.locale,
    category: judged.source.view?.categories.get(row),
    ...(at >= 0 && isMessage(file.catalog, at) && { previous: textOf(file.catalog, at) }),
    purpose: "write",
    isRedo: false,
    isUnderWay: false,
  };
}

/** Messages before and after one, and steps to look for them. */
const NEIGHBOURS = 2;
const REACH = 6;

/** What stands beside a message in its file, the nearest first. */
export function neighboursOf({ source, judged, row }: Want): readonly Neighbour[] {
  const { catalog } = judged.source;
  const { states } = judged.verdict;
  const neighbours: Neighbour[] = [];
  for (const step of [-1, 1]) {
    let found = 0;
    for (let away = 1; away <= REACH && found < NEIGHBOURS; away++) {
      const next = row + step * away;
      if (next < 1 || next >= states.length || !isMessage(catalog, next)) continue;
      found++;
      neighbours.push(neighbourAt(source, judged, next));
    }
  }
  return neighbours;
}

function neighbourAt(
  { file: { namespace } }: OpenSource,
  judged: JudgedPair,
  row: number,
): Neighbour {
  const { source, verdict, pair, file } = judged;
  const state = verdict.states[row];
  const at = pair.rows[row] as number;
  const stands = state === CellState.Translated || state === CellState.Unconfirmed;
  return {
    namespace,
    key: keyOf(source.catalog, row),
    text: textOf(source.catalog, row),
    ...(stands && isMessage(file.catalog, at) && { translation: textOf(file.catalog, at) }),
  };
}

/** Law 6 of the ledger: machine text is made anew, over a person's only a suggestion is made. */
function policyFor({ target, verdict }: JudgedPair, row: number): StalePolicy {
  const byAuthor = verdict.person[row] === 1 ? "suggest" : "retranslate";
  return stalePolicy(target.family, target.locale) ?? byAuthor;
}

function messageAt(source: OpenSource, judged: JudgedPair, row: number): Message {
  const { catalog } = judged.source;
  const said = catalog.reader.description?.(catalog, row);
  const form = formDescription(judged, row);
  const description =
    said === undefined || form === undefined ? (said ?? form) : `${said}\n${form}`;
  return {
    namespace: source.file.namespace,
    key: keyOf(catalog, row),
    text: textOf(catalog, row),
    ...(description !== undefined && { description }),
  };
}

/**
 * Tells who translates which form is wanted; the same for all locales that have it, so that they are
 * asked for together, and a service that keeps one description of a message keeps it as it is.
 */
function formDescription({ source, target }: JudgedPair, row: number): string | undefined {
  const category = source.view?.categories.get(row);
  const isKnown = pluralCategories(target.locale)?.some((known) => known.category === category);
  return isKnown === true ? `The plural form "${category}".` : undefined;
}

/**
 * Keys that stand in the target and left the source: only those that a fact's source still had
 * (law 7), so an adopted repository loses nothing.
 */
export function knownOrphans({ alignment, evidence, file }: JudgedPair): readonly Key[] {
  if (alignment.orphans.length === 0) return [];
  const olderSources: KeyIndex[] = [];
  for (const { source } of evidence) {
    if (source !== undefined && source !== "same") olderSources.push(keyIndexOf(source.catalog));
  }
  const keys = alignment.orphans.map((row) => keyOf(file.catalog, row));
  return keys.filter((key) => olderSources.some((older) => hadMessage(older, key)));
}

function hadMessage(older: KeyIndex, key: Key): boolean {
  const row = findRow(older, key);
  return row > 0 && isMessage(older.catalog, row);
}
