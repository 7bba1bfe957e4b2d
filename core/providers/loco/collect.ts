import { OutsideError } from "../../model/errors.ts";
import type { JobGroup } from "../../model/job-group.ts";
import { type JobState, NOT_SENT } from "../provider.ts";
import { assetIds } from "./ids.ts";
import type { LocoProject } from "./project.ts";

/**
 * What translators have finished by now: texts with the status "translated", which no flag marks.
 * A text counts only while Loco has the source that was submitted, for a translation of another one
 * was flagged when that changed. What Loco has not kept of what was sent is told: where a plan's
 * quota is full it drops the rest and says nothing.
 */
export async function collectGroup(
  project: LocoProject,
  group: JobGroup,
  handle: string,
  signal: AbortSignal,
): Promise<readonly JobState[]> {
  const ids = assetIds(group.messages);
  const asked = [...group.messages.keys()].filter((at) => group.messages[at]?.key.length !== 0);
  // The source is read last, so that what changes in between is never taken.
  const finished = await Promise.all(
    group.targetLocales.map((locale) => finishedIn(project, locale, signal)),
  );
  const sources = await project.all(await project.sourceCode(undefined, signal), signal);
  const kept = asked.filter((at) => sources.get(ids[at] as string) === group.messages[at]?.text);
  const lost = asked.filter((at) => !sources.has(ids[at] as string));
  const warning = told({ asked, kept, lost }, handle);

  return group.targetLocales.map((locale, at): JobState => {
    const known = finished[at];
    if (known instanceof OutsideError) {
      return { locale, status: "failed", reason: known.message, fault: known };
    }
    const texts = new Map<number, string>();
    for (const number of kept) {
      const text = known?.get(ids[number] as string);
      if (text !== undefined) texts.set(number, text);
    }
    if (texts.size < kept.length) return { locale, status: "pending", texts };
    if (warning === undefined) return { locale, status: "done", texts };
    if (texts.size === 0) return { locale, status: "failed", reason: warning };
    return { locale, status: "done", texts, warning };
  });
}

async function finishedIn(
  project: LocoProject,
  locale: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string> | OutsideError> {
  try {
    return await project.finished(await project.code(locale, signal), signal);
  } catch (error) {
    if (!(error instanceof OutsideError) || signal.aborted) throw error;
    return error;
  }
}

interface Fate {
  readonly asked: readonly number[];
  readonly kept: readonly number[];
  readonly lost: readonly number[];
}

/** Why what was asked for can have no translation yet. */
function told({ asked, kept, lost }: Fate, handle: string): string | undefined {
  const missing = asked.length - kept.length;
  if (missing === 0) return undefined;
  const texts = missing === 1 ? "1 text" : `${missing} texts`;
  if (handle === NOT_SENT) return `the key of Loco may only read, so ${texts} could not be sent`;
  if (lost.length === 0) return `Loco has other source texts by now for ${texts}`;
  return `Loco did not keep ${texts} that it was sent: see whether the plan's quota is full`;
}
