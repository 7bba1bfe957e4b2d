import { OutsideError } from "../../model/errors.ts";
import type { JobGroup } from "../../model/job-group.ts";
import { lackOf } from "../lacking.ts";
import { type JobState, NOT_SENT, type Provider } from "../provider.ts";
import type { Segment } from "./calls.ts";
import { readHandle } from "./handle.ts";
import type { Manner } from "./locize.ts";
import { byNamespace } from "./names.ts";
import { type LocizeProject, knownIn } from "./project.ts";

type Segments = ReadonlyMap<string, Segment>;

/** What earlier looks at a group have found: only what changed since is asked for again. */
interface Seen {
  /** By message: its source as Locize last had it. */
  sources: ReadonlyMap<number, Segment> | undefined;
  /** By locale and message. */
  readonly found: Map<string, Map<number, Segment>>;
}

/**
 * Reads what is translated by now. A translation counts only while the source that Locize has is the
 * one that was submitted, and only if it was made after that source. The source is read last, so
 * that what changed in between is never taken.
 */
export function openCollector(
  here: LocizeProject,
  { autotranslate, review }: Pick<Manner, "autotranslate" | "review">,
): Provider["collect"] {
  const groups = new Map<string, Seen>();

  return async (group, handle, signal) => {
    const project = readHandle(handle, here);
    const id = `${group.contentKey} ${handle}`;
    const seen = groups.get(id) ?? { sources: undefined, found: new Map() };
    groups.set(id, seen);
    const faults = new Map<string, OutsideError>();
    const looks = await Promise.all(
      group.targetLocales.map(async (locale) => {
        try {
          return await look({ project, group, seen, locale, signal });
        } catch (error) {
          if (!(error instanceof OutsideError) || signal.aborted) throw error;
          faults.set(locale, error);
          return false;
        }
      }),
    );
    if (seen.sources === undefined || looks.includes(true)) {
      seen.sources = await readSources(project, group, seen, signal);
    }
    return group.targetLocales.map((locale): JobState => {
      const fault = faults.get(locale);
      if (fault === undefined) {
        const state = stateOf(group, seen, locale, handle !== NOT_SENT);
        const isLate = state.status === "pending" && autotranslate && !review && isOld(group, seen);
        return isLate ? { ...state, reason: NOT_BY_ITSELF } : state;
      }
      return { locale, status: "failed", reason: fault.message, fault };
    });
  };
}

/** Machines take minutes. */
const AN_HOUR_MS = 60 * 60 * 1_000;
const NOT_BY_ITSELF =
  "Locize has had its source text for long, and translates it anew only when it changes: order or make it there";

/** Whether all sources have stood there for long. */
function isOld(group: JobGroup, { sources }: Seen): boolean {
  const ats = [...group.messages.keys()].filter((at) => group.messages[at]?.key.length !== 0);
  const times = ats.map((at) => sources?.get(at)?.updatedAt ?? Infinity);
  return Math.max(...times) < Date.now() - AN_HOUR_MS;
}

interface Look {
  readonly project: LocizeProject;
  readonly group: JobGroup;
  readonly seen: Seen;
  readonly locale: string;
  readonly signal: AbortSignal;
}

/** Whether anything was found that was not there before. */
async function look({ project, group, seen, locale, signal }: Look): Promise<boolean> {
  const languages = await project.languages(signal);
  const code = languages.codes.get(locale);
  if (code === undefined) throw lackOf(locale, knownIn(languages));
  const isApproved = await project.isApproved(signal);
  const found = seen.found.get(locale) ?? new Map<number, Segment>();
  let isNew = false;
  for (const [namespace, named] of byNamespace(group.messages)) {
    if (named.every(({ at, message }) => hasText(message, seen.sources?.get(at), found.get(at)))) {
      continue;
    }
    const since = sinceOf(
      seen,
      named.map(({ at }) => at),
    );
    const segments = await project.segments(code, namespace, since, signal);
    for (const { name, at } of named) {
      const segment = segments.get(name);
      if (segment === undefined || segment.value === "" || !isApproved(segment)) continue;
      if (segment.updatedAt === found.get(at)?.updatedAt && found.has(at)) continue;
      found.set(at, segment);
      isNew = true;
    }
  }
  seen.found.set(locale, found);
  return isNew;
}

async function readSources(
  project: LocizeProject,
  group: JobGroup,
  seen: Seen,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Segment>> {
  const { reference } = await project.languages(signal);
  const sources = new Map<number, Segment>();
  for (const [namespace, named] of byNamespace(group.messages)) {
    const since = sinceOf(
      seen,
      named.map(({ at }) => at),
    );
    const segments: Segments = await project.segments(reference, namespace, since, signal);
    for (const { name, at } of named) {
      const segment = segments.get(name);
      if (segment !== undefined) sources.set(at, segment);
    }
  }
  return sources;
}

/** Only what is as young as the oldest of these sources can count. */
function sinceOf(seen: Seen, ats: readonly number[]): { readonly updatedAt?: string } {
  let oldest = Infinity;
  for (const at of ats) oldest = Math.min(oldest, seen.sources?.get(at)?.updatedAt ?? 0);
  return oldest > 0 && oldest < Infinity ? { updatedAt: `>${oldest - 1}` } : {};
}

function stateOf(group: JobGroup, seen: Seen, locale: string, isSent: boolean): JobState {
  const texts = new Map<number, string>();
  let waiting = 0;
  let overtaken = 0;
  for (const [at, message] of group.messages.entries()) {
    if (message.key.length === 0) continue;
    const source = seen.sources?.get(at);
    const segment = seen.found.get(locale)?.get(at);
    if (source?.value !== message.text) overtaken++;
    else if (hasText(message, source, segment)) texts.set(at, segment.value);
    else waiting++;
  }
  if (waiting > 0) return { locale, status: "pending", texts };
  if (overtaken === 0) return { locale, status: "done", texts };
  const texted = overtaken === 1 ? "1 text" : `${overtaken} texts`;
  const warning = isSent
    ? `Locize has other source texts by now for ${texted}`
    : `the key of Locize may only read, so ${texted} could not be sent`;
  if (texts.size === 0) return { locale, status: "failed", reason: warning };
  return { locale, status: "done", texts, warning };
}

/** Whether a segment translates the message as it was submitted: not an earlier source. */
function hasText(
  { text }: JobGroup["messages"][number],
  source: Segment | undefined,
  segment: Segment | undefined,
): segment is Segment {
  if (source?.value !== text || segment === undefined) return false;
  if (segment.updatedAt === undefined || source.updatedAt === undefined) return true;
  return segment.updatedAt >= source.updatedAt;
}
