import { isMessage, keyOf, textOf } from "../../catalog/catalog.ts";
import { CellState } from "../../ledger/verdict.ts";
import { keyId } from "../../model/key.ts";
import { type MessageId, messageId } from "../../model/message.ts";
import type { Store, StoredText } from "../../providers/store.ts";
import type { Annotations } from "../survey/annotations.ts";
import { cellOf } from "../translate/answers.ts";
import type { SourceChanges } from "../judge/changes.ts";
import { earlierTexts } from "../memory/earlier-texts.ts";
import { otherFacts } from "../checkout/facts-of.ts";
import type { JudgedTarget } from "../judge/judge-all.ts";
import type { JudgedPair } from "../judge/judge.ts";
import type { OpenSource } from "../checkout/open-source.ts";
import { type Outbox, openOutbox } from "./outbox.ts";
import { readingOf } from "../checkout/reading.ts";
import {
  type Reader,
  type Theirs,
  idsOf,
  ifTold,
  readSources,
  readTexts,
  unreadNotes,
} from "./read-texts.ts";
import { mergeOf } from "./three-way.ts";
import { type Want, wantAt } from "../translate/want.ts";
import { limitsOf, stopAtLimits } from "../translate/work.ts";
import type { Workspace } from "../checkout/workspace.ts";

export interface TwoWayOptions {
  readonly store: Store;
  readonly targets: readonly JudgedTarget[];
  readonly changes: SourceChanges;
  /** What a provider will be asked for: it sends the sources of these itself. */
  readonly wants: readonly Want[];
  readonly annotations: Annotations;
  /** What whoever starts the run allows it to send, whatever the configuration says. */
  readonly mostCharacters?: number | undefined;
  readonly signal: AbortSignal;
}

/** A person's edit at the service, for `want`. */
export interface ServiceEdit {
  readonly want: Want;
  readonly text: string;
  readonly isByPerson: boolean;
}

export interface Merged {
  readonly edits: readonly ServiceEdit[];
  /** In whole sentences. */
  readonly notes: readonly string[];
}

interface Run extends TwoWayOptions, Reader {
  readonly asked: ReadonlySet<string>;
  readonly outbox: Outbox;
  readonly edits: ServiceEdit[];
}

/**
 * Brings what stands in git and at a service that keeps translations together, a message at a time.
 * What is missing or stale is no part of it: that is asked for. A file that the ledger does not know
 * is left alone, since nobody can tell which side changed.
 */
export async function mergeWithStore(
  workspace: Workspace,
  options: TwoWayOptions,
): Promise<Merged> {
  const run: Run = {
    ...options,
    workspace,
    asked: new Set(options.wants.map(({ message }) => messageId(message))),
    outbox: openOutbox(options.store),
    edits: [],
    notes: [],
    unread: new Map(),
  };
  for (const [source, pairs] of knownPairs(options.targets)) await meetSource(run, source, pairs);
  stopAtLimits(run.outbox.work(), limitsOf(workspace.config, options.mostCharacters));
  const told = await run.outbox.send(options.signal);
  return { edits: run.edits, notes: [...run.notes, ...unreadNotes(run), ...told] };
}

function knownPairs(
  targets: readonly JudgedTarget[],
): ReadonlyMap<OpenSource, readonly JudgedPair[]> {
  const pairs = new Map<OpenSource, JudgedPair[]>();
  for (const { source, outcome } of targets) {
    if (outcome.outcome !== "judged" || !outcome.isKnown) continue;
    const known = pairs.get(source) ?? [];
    pairs.set(source, known);
    known.push(outcome);
  }
  return pairs;
}

async function meetSource(
  run: Run,
  source: OpenSource,
  pairs: readonly JudgedPair[],
): Promise<void> {
  const removed = run.store.deletes ? removedFrom(run.changes, source) : [];
  const ids = [...idsOf(source, pairs), ...removed];
  const sources = await readSources(run, source, pairs, ids);
  if (sources === undefined) return;
  run.outbox.remove(removed.filter(({ key }) => sources.has(keyId(key))));
  const { path } = source.file;
  const edited = await ifTold(run, path, mergeSource(run, source, pairs, sources));
  if (edited === undefined) return;
  await Promise.all(
    pairs.map(async (judged) => {
      const { target } = judged;
      const theirs = await readTexts(run, target.locale, idsOf(source, [judged]), target.path);
      if (theirs === undefined) return;
      await ifTold(run, target.path, mergePair(run, { source, judged, theirs, sources, edited }));
    }),
  );
}

function removedFrom({ removed, moved }: SourceChanges, source: OpenSource): readonly MessageId[] {
  return [...removed, ...moved.map(({ from }) => from)]
    .filter((row) => row.source === source)
    .map(({ catalog, row }) => ({ namespace: source.file.namespace, key: keyOf(catalog, row) }));
}

/**
 * Source texts are written in git alone. Those that the service lacks, or has an older one of, are
 * sent, unless a provider is about to; edits of them are told. What another pull request has made of
 * them stays, and is no edit: it is told when that is merged. Returns the keys of both.
 */
async function mergeSource(
  { workspace, asked, outbox, annotations }: Run,
  source: OpenSource,
  pairs: readonly JudgedPair[],
  theirs: Theirs,
): Promise<ReadonlySet<string>> {
  const edited = new Set<string>();
  const now = await source.open();
  if (!("catalog" in now)) return edited;
  const { namespace, path } = source.file;
  const { catalog } = now;
  const { shadowed } = now.index();
  const facts = await Promise.all(
    pairs.map(({ target }) => otherFacts(workspace, source.file, target)),
  );
  const had = earlierTexts(workspace, {
    path,
    reading: readingOf(source.file),
    blobs: facts.flat().map((fact) => fact.source),
    index: now.index(),
  });
  for (let row = 1; row < catalog.size; row++) {
    if (!isMessage(catalog, row) || shadowed[row] === 1) continue;
    const key = keyOf(catalog, row);
    const text = textOf(catalog, row);
    const stored = theirs.get(keyId(key));
    if (stored?.text === text) continue;
    if ((await stored?.isProposed?.()) === true) {
      edited.add(keyId(key));
      continue;
    }
    if (stored !== undefined && !(await had(row, stored))) {
      edited.add(keyId(key));
      const cell = { locale: workspace.config.sourceLocale, namespace, key };
      annotations.add(cell, { apart: { code: "conflict", theirs: stored.text } });
    } else if (!asked.has(messageId({ namespace, key }))) {
      outbox.write(workspace.config.sourceLocale, { namespace, key, text });
    }
  }
  return edited;
}

/** A target and what the service has for it. */
interface MetPair {
  readonly source: OpenSource;
  readonly judged: JudgedPair;
  readonly theirs: Theirs;
  /** The service's source texts. */
  readonly sources: Theirs;
  /** Keys whose source is another at the service, and not an older one of git's. */
  readonly edited: ReadonlySet<string>;
}

async function mergePair(run: Run, met: MetPair): Promise<void> {
  const { source, judged, theirs, sources, edited } = met;
  const { pair, verdict, file, target } = judged;
  const facts = await otherFacts(run.workspace, source.file, target);
  const had = earlierTexts(run.workspace, {
    path: target.path,
    reading: readingOf(target),
    blobs: facts.map((fact) => fact.target),
    index: pair.source,
  });
  for (let row = 1; row < verdict.states.length; row++) {
    const state = verdict.states[row] as number;
    const at = pair.rows[row] as number;
    if (state !== CellState.Translated && state !== CellState.Unconfirmed) continue;
    if (!isMessage(file.catalog, at)) continue;
    const key = keyOf(judged.source.catalog, row);
    const id = keyId(key);
    const ours = textOf(file.catalog, at);
    const stored = theirs.get(id);
    const merge = await mergeOf({
      ours,
      isAgreed: state === CellState.Translated,
      isByPerson: verdict.person[row] === 1,
      theirs: stored,
      source: textOf(judged.source.catalog, row),
      theirSource: sources.get(id),
      isSourceEdited: edited.has(id),
      had: (text) => had(row, text),
    });
    if (merge === "same" || merge === "leave") continue;
    if (merge === "take") {
      const { text, by } = stored as StoredText;
      run.edits.push({ want: wantAt(source, judged, row), text, isByPerson: by !== "machine" });
      continue;
    }
    const { locale, namespace } = target;
    run.outbox.write(locale, { namespace, key, text: ours });
    if (merge !== "conflict") continue;
    const apart = { code: "conflict", theirs: (stored as StoredText).text } as const;
    run.annotations.add(cellOf(wantAt(source, judged, row)), { apart });
  }
}
