import { createHash } from "node:crypto";
import type { Translation } from "../../report/report.ts";
import type { Annotations } from "../survey/annotations.ts";
import { cellOf } from "./answers.ts";
import type { Want } from "./want.ts";

/** Texts that were offered before, by {@link suggestionId}. */
export type Suggestions = ReadonlyMap<string, string>;

/** Names a suggestion by all that it is for: another source or translation is another question. */
export function suggestionId(
  about: Pick<Translation, "locale" | "namespace" | "key" | "source" | "previous">,
): string {
  const { locale, namespace, key, source, previous } = about;
  const text = JSON.stringify([locale, namespace, key, source, previous]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 12);
}

/**
 * Without those whose suggestion is known; without all others too where nothing is to be written.
 * A suggestion is written nowhere, so that every run of a machine without memory would pay for it
 * anew.
 */
export function withoutSuggested(
  wants: readonly Want[],
  suggested: Suggestions,
  isWriting: boolean,
  annotations: Annotations,
): readonly Want[] {
  return wants.filter((want) => {
    if (want.purpose === "write") return true;
    const { locale, message, previous } = want;
    const { namespace, key, text: source } = message;
    const about = { locale, namespace, key, source, ...(previous !== undefined && { previous }) };
    const known = suggested.get(suggestionId(about));
    if (known !== undefined) annotations.add(cellOf(want), { suggestion: known });
    return known === undefined && isWriting;
  });
}
