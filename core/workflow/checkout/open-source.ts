import { type Comparison, compareSource } from "../../ledger/evidence.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { type KeyIndex, buildKeyIndex } from "../../catalog/key-index.ts";
import type { PluralView } from "../../plurals/plural-view.ts";
import type { SourceFile } from "../../project/arrange.ts";
import { type SourcePast, openSourcePast } from "../judge/source-past.ts";
import { type OpenFile, type Unreadable, openAbsent, openFile } from "./catalog-store.ts";
import { readingOf } from "./reading.ts";
import { catalogFor, viewOf } from "./source-view.ts";
import type { Workspace } from "./workspace.ts";

/** A source file of today and what older states of it were compared with. */
export interface OpenSource {
  readonly file: SourceFile;
  /** Blob id of its content; "" where it is gone, and reads as a file without messages. */
  readonly id: string;
  /** Scanned at the first call: a source whose targets are all settled is never opened. */
  open(): Promise<OpenFile | Unreadable>;
  /** The same as a target locale needs it: with that locale's plural forms. */
  openFor(locale: string): Promise<OpenFile | Unreadable>;
  /**
   * Today's source against the blob of a fact, both as a target locale needs them; without a locale
   * as they stand. Undefined when the blob cannot be read.
   */
  compare(id: string, locale?: string): Promise<Comparison | undefined>;
  /** Undefined where history is not asked, or the file cannot be read. */
  past(): Promise<SourcePast | undefined>;
}

const opened = new WeakMap<SourceFile, OpenSource>();

/** Everything that is computed for one target is kept for the next ninety-nine. */
export function openSource(workspace: Workspace, file: SourceFile): OpenSource {
  const source = opened.get(file) ?? newSource(workspace, file);
  opened.set(file, source);
  return source;
}

function newSource(workspace: Workspace, file: SourceFile): OpenSource {
  const tracked = workspace.files.get(file.path);
  const { repository, objects, blobs, history, config } = workspace;
  const reading = readingOf(file);
  const today = tracked?.id ?? "";
  let content: Promise<OpenFile | Unreadable> | undefined;
  let past: SourcePast | undefined;

  function open(): Promise<OpenFile | Unreadable> {
    content ??=
      tracked === undefined
        ? Promise.resolve(openAbsent(repository.root, file.path, reading))
        : openFile(repository.root, tracked, reading, objects);
    return content;
  }
  async function openFor(locale: string): Promise<OpenFile | Unreadable> {
    const now = await open();
    return "catalog" in now ? seenBy(now, config.sourceLocale, locale) : now;
  }
  async function compareWith(
    id: string,
    locale: string | undefined,
  ): Promise<Comparison | undefined> {
    const now = await open();
    const before = await blobs.catalog(id, reading);
    if (before === undefined || !("catalog" in now)) return undefined;
    if (locale === undefined) return compareSource(now.index(), before);
    return compareSeen(now, before, config.sourceLocale, locale);
  }
  return {
    file,
    id: today,
    open,
    openFor,
    compare: compareWith,
    async past() {
      const now = await open();
      if (history === undefined || !("catalog" in now)) return undefined;
      const present = { path: file.path, id: today, reading, index: now.index() };
      return (past ??= openSourcePast(history, present));
    },
  };
}

const seenAs = new WeakMap<PluralView, OpenFile>();

/** A source that is open, as a target locale needs it. */
export function seenBy(now: OpenFile, sourceLocale: string, locale: string): OpenFile {
  const view = viewOf(now.catalog, sourceLocale, locale);
  if (view === undefined) return now;
  const seen = seenAs.get(view) ?? viewed(now, view);
  seenAs.set(view, seen);
  return seen;
}

/** Such a source against an older state of it, both as a target locale needs them. */
export function compareSeen(
  now: OpenFile,
  before: Catalog,
  sourceLocale: string,
  locale: string,
): Comparison {
  const then = catalogFor(before, sourceLocale, locale);
  return compareSource(seenBy(now, sourceLocale, locale).index(), then);
}

function viewed(now: OpenFile, view: PluralView): OpenFile {
  let index: KeyIndex | undefined;
  return {
    ...now,
    catalog: view.catalog,
    index: () => (index ??= buildKeyIndex(view.catalog)),
    view,
  };
}
