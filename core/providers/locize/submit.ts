import { UsageError } from "../../model/errors.ts";
import type { JobGroup } from "../../model/job-group.ts";
import { canonicalLocale } from "../../model/locale.ts";
import type { Message } from "../../model/message.ts";
import { type Handle, NOT_SENT } from "../provider.ts";
import { Declined, Refusal } from "../refusal.ts";
import type { Resource } from "./calls.ts";
import { handleOf } from "./handle.ts";
import type { Manner } from "./locize.ts";
import { byNamespace } from "./names.ts";
import type { LocizeProject } from "./project.ts";

/**
 * Sends the source texts. Whoever sends the same again changes nothing (412), so a group is one
 * group on every machine. A key that may only read sends nothing: what is there already can still
 * be collected, and the handle says so.
 */
export async function submitGroup(
  project: LocizeProject,
  manner: Manner,
  group: JobGroup,
  signal: AbortSignal,
): Promise<Handle> {
  const { reference } = await project.languages(signal);
  if (canonicalLocale(reference) !== group.sourceLocale) {
    throw new UsageError(
      `the reference language of the Locize project is ${reference}, and the source locale is ${group.sourceLocale}`,
      "Name the same in both: locstep sends source texts to the reference language.",
    );
  }
  await addLanguages(project, group.targetLocales, signal);
  const { codes } = await project.languages(signal);
  const languages = group.targetLocales.flatMap((locale) => codes.get(locale) ?? []);
  const query = manner.autotranslate
    ? {
        autotranslate: true,
        autotranslatelanguages: languages.join(","),
        ...(manner.review && { autotranslatereview: true }),
      }
    : { autotranslate: false };
  for (const [namespace, named] of byNamespace(group.messages)) {
    const texts = Object.fromEntries(named.map(({ name, message }) => [name, resourceOf(message)]));
    const outcome = await project.update(reference, namespace, texts, query, signal);
    if (typeof outcome !== "object") continue;
    // A key that may not even read is no key of this project.
    await project.segments(reference, namespace, {}, signal);
    return NOT_SENT;
  }
  return handleOf(project);
}

/** A language that cannot be added takes no other along: it is told when its locale is collected. */
async function addLanguages(
  project: LocizeProject,
  locales: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const locale of locales) {
    try {
      await project.addLanguages([locale], signal);
    } catch (error) {
      if (error instanceof Refusal) return;
      if (!(error instanceof Declined)) throw error;
    }
  }
}

function resourceOf({ text, description }: Message): string | Resource {
  return description === undefined ? text : { value: text, context: { text: description } };
}
