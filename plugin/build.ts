import { join, relative } from "node:path";
import { OutsideError, UsageError } from "../core/model/errors.ts";
import { type Notice, noticeLines } from "../core/report/notice.ts";
import { type Checker, startChecker, startOf } from "./check/checker.ts";
import type { Checked } from "./check/messages.ts";
import { configurationsOf } from "./configurations.ts";
import type { Settings } from "./options.ts";

/** What a build has to say at its end. */
export interface Verdict {
  readonly notices: readonly Notice[];
  /** The last words; undefined where there is nothing to say. */
  readonly summary?: string;
  /** Whether `failOn` makes the build fail. */
  readonly isFailed: boolean;
  /** Absolute: files and folders that the verdict depends on, and what paths are relative to. */
  readonly watched: readonly string[];
  readonly root: string;
}

export interface Build {
  /** Starts checking beside the bundler. `changed`: absolute paths, of a rebuild. */
  start(changed?: readonly string[]): void;
  end(): Promise<Verdict>;
}

/** What all plugin instances of one process share: an instance for each environment is usual. */
interface Shared {
  /** What an earlier build kept; undefined in it where there is nothing. Looked for once. */
  recall?: Promise<Recall | undefined>;
  checker?: Checker | undefined;
  timer?: NodeJS.Timeout;
  /** Those that wait for the thread. */
  readonly waiting: Set<Build>;
  /** What was told last, and by whom. */
  text: string;
  by?: Build | undefined;
}

type Recall = () => Promise<Checked | undefined>;

const projects = new Map<string, Shared>();
/** Milliseconds after which a thread with nothing to do is ended. */
const IDLE = 5_000;

/**
 * `isRepeating`: whether the host forgets what it was told when it builds again, so that it is told
 * again; others hear of what stands once, however many environments they build.
 */
export function openBuild(settings: Settings, isRepeating: boolean): Build {
  const shared = sharedBy(settings);
  let checking: Promise<Checked> | undefined;
  // Where a check fails, what made it fail is watched on.
  let known: readonly string[] = configurationsOf(settings);

  const build: Build = {
    start(changed) {
      clearTimeout(shared.timer);
      shared.waiting.add(build);
      checking = changed
        ? checkerOf(shared, settings).ask({ ask: "update", paths: changed })
        : check(shared, settings);
      // Awaited when the bundler is done; until then it must not look unhandled.
      checking.catch(() => {});
    },
    async end() {
      const verdict = await verdictOf(checking, settings);
      shared.waiting.delete(build);
      if (shared.waiting.size === 0) endWhenIdle(shared);
      const text = JSON.stringify([verdict.notices, verdict.summary]);
      const isKnown = text === shared.text && !(isRepeating && shared.by === build);
      if (text !== shared.text) Object.assign(shared, { text, by: build });
      if (verdict.watched.length > 0) known = verdict.watched;
      const { isFailed, root } = verdict;
      const told = isKnown ? { notices: [], isFailed, root } : verdict;
      return { ...told, watched: known };
    },
  };
  return build;
}

/** Begins before there is anything to ask: what checks is loaded while the bundler is. */
export function prepareBuild(settings: Settings): void {
  const shared = sharedBy(settings);
  void prepared(shared, settings);
}

/** Where nothing was kept, the thread is started at once. */
function prepared(shared: Shared, settings: Settings): Promise<Recall | undefined> {
  shared.recall ??= recallIn(settings).then((recall) => {
    if (recall !== undefined) return recall;
    checkerOf(shared, settings);
    if (shared.waiting.size === 0) endWhenIdle(shared);
    return undefined;
  });
  return shared.recall;
}

async function recallIn(settings: Settings): Promise<Recall | undefined> {
  const { recallAnswer } = await import("./check/recall.ts");
  return attempt(() => recallAnswer(startOf(settings, false)));
}

async function check(shared: Shared, settings: Settings): Promise<Checked> {
  const recall = await prepared(shared, settings);
  const kept = recall && (await attempt(recall));
  return kept ?? checkerOf(shared, settings).ask({ ask: "check" });
}

/** What is wrong with the project is told by the check. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

function checkerOf(shared: Shared, settings: Settings): Checker {
  return (shared.checker ??= startChecker(settings, false));
}

function endWhenIdle(shared: Shared): void {
  clearTimeout(shared.timer);
  shared.timer = setTimeout(() => {
    void shared.checker?.close();
    shared.checker = undefined;
  }, IDLE).unref();
}

function sharedBy(settings: Settings): Shared {
  const id = JSON.stringify(settings);
  let shared = projects.get(id);
  if (shared === undefined) projects.set(id, (shared = { text: "[[],null]", waiting: new Set() }));
  return shared;
}

async function verdictOf(
  checking: Promise<Checked> | undefined,
  { failOn, root }: Settings,
): Promise<Verdict> {
  const isStrict = failOn !== "never";
  try {
    if (checking === undefined) return { notices: [], isFailed: false, watched: [], root };
    const { told, remark, errors, warnings, watched, root: top, ...rest } = await checking;
    const words = [rest.summary, remark].filter((text) => text !== undefined);
    const summary = words.length === 0 ? undefined : words.join("\n");
    const counted = failOn === "warning" ? errors + warnings : errors;
    const isFailed = isStrict && counted > 0;
    return {
      notices: told,
      ...(summary !== undefined && { summary }),
      isFailed,
      watched,
      root: top,
    };
  } catch (error) {
    // A container often builds without `.git`: that is told, and breaks only a build that was to be strict.
    return { notices: [], summary: failureText(error), isFailed: isStrict, watched: [], root };
  }
}

/** What is said when nothing could be checked. */
export function failureText(error: unknown): string {
  if (error instanceof UsageError || error instanceof OutsideError) {
    const hint = error.hint === undefined ? "" : `\n→ ${error.hint}`;
    return `Translations were not checked: ${error.message}${hint}`;
  }
  return `locstep has a bug, sorry. Please report this:\n${String(error)}`;
}

/** A notice with its place as seen from where the host was started, so that terminals link it. */
export function textOf(notice: Notice, root: string, color = false): string {
  return noticeLines(notice, (path) => shownPath(path, root), color).join("\n");
}

export function shownPath(path: string, root: string): string {
  return relative(process.cwd(), join(root, path));
}
