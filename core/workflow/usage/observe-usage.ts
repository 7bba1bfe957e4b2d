import type { Observation } from "../../report/report.ts";
import type { Judgement, SourceUses, UseFault } from "../../usage/rules.ts";
import { namedInData } from "../../usage/named-in-data.ts";
import { meantBy, writtenOut } from "../../usage/written-out.ts";
import type { SourceKeys } from "./source-keys.ts";
import type { UsageScan } from "./usage.ts";

/** What a rule saw at a use, for the report. */
export function observeFault(fault: UseFault, sourceLocale: string): Observation {
  const { code, path, line, column, namespace, key, isMild } = fault;
  const { near, elsewhere, expected, passed } = fault;
  return {
    code,
    path,
    line,
    column,
    ...(namespace !== undefined && { namespace }),
    key,
    // Shown all the same, if only in the source locale.
    ...(isMild && { severity: "warning" }),
    detail: {
      sourceLocale,
      ...(near !== undefined && { suggestion: near.name }),
      ...(elsewhere !== undefined && { elsewhere }),
      ...(expected !== undefined && { expected }),
      ...(passed !== undefined && { found: passed }),
    },
  };
}

/**
 * Messages that no source asks for and no other message links to, each where it stands. A key that
 * stands anywhere as a text may be handed on to where messages are asked for.
 */
export function observeUnused(
  { known, placeOf, linked }: SourceKeys,
  { places }: Judgement,
  { texts, dataTexts }: Pick<UsageScan, "texts" | "dataTexts">,
): readonly Observation[] {
  const unused = new Set(known.messages.filter((message) => !places.has(message)));
  for (const link of linked()) {
    for (const message of meantBy(link, known)) unused.delete(message);
  }
  if (unused.size > 0) {
    for (const message of writtenOut(known, texts())) unused.delete(message);
  }
  if (unused.size > 0) {
    for (const message of namedInData(unused, dataTexts())) unused.delete(message);
  }
  return [...unused].map((message) => ({
    code: "unused-key",
    ...placeOf(message),
    namespace: message.namespace,
    key: message.key,
  }));
}

export function usageNotes(
  { strangers }: Judgement,
  sources: readonly SourceUses[],
): readonly string[] {
  const notes = strangers.map(
    (unit) =>
      `Most keys that ${unit === "" ? "the code" : `the code in ${unit}`} uses are in none of the locale files, so none is told as undefined there; \`files\` may lack some.`,
  );
  const [faulty, ...others] = sources.filter(({ fault }) => fault !== undefined);
  if (faulty !== undefined) {
    const { path, fault, faultLine } = faulty;
    const place = faultLine === undefined ? path : `${path}:${faultLine}`;
    const which = others.length === 0 ? place : `${others.length + 1} sources, ${place} first,`;
    notes.push(`${which} cannot be read as code (${fault}); what it uses is not known.`);
  }
  return notes;
}
