import { isMessage, textOf } from "../catalog/catalog.ts";
import { type Mask, MARK, type Masked } from "../memory/masked.ts";
import type { Family } from "../project/config.ts";
import { detectSyntax } from "../syntax/detect.ts";
import { isFault } from "../syntax/syntax.ts";
import { type SyntaxName, isSyntaxName, syntaxes } from "../syntax/syntaxes.ts";
import type { OpenSource } from "./open-source.ts";
import type { Want } from "./want.ts";

/** The syntax of each family's messages: as configured, else as the source texts show. */
export async function findSyntaxes(
  sources: readonly OpenSource[],
): Promise<ReadonlyMap<Family, SyntaxName>> {
  const texts = new Map<Family, string[]>();
  for (const source of sources) {
    const { family } = source.file;
    const opened = await source.open();
    const known = texts.get(family) ?? [];
    texts.set(family, known);
    if (!("catalog" in opened) || isConfigured(family)) continue;
    for (let row = 1; row < opened.catalog.size; row++) {
      if (isMessage(opened.catalog, row)) known.push(textOf(opened.catalog, row));
    }
  }
  return new Map([...texts].map(([family, sample]) => [family, syntaxOf(family, sample)]));
}

function isConfigured({ syntax }: Family): boolean {
  return syntax !== undefined && isSyntaxName(syntax);
}

function syntaxOf({ syntax }: Family, sample: readonly string[]): SyntaxName {
  return syntax !== undefined && isSyntaxName(syntax) ? syntax : detectSyntax(sample).syntax;
}

/** The same wants, each message with its syntax. */
export function withSyntaxes(
  wants: readonly Want[],
  found: ReadonlyMap<Family, SyntaxName>,
): readonly Want[] {
  return wants.map((want) => {
    const syntax = found.get(want.source.file.family) ?? "plain";
    return { ...want, message: { ...want.message, syntax } };
  });
}

/** Masks what is no prose, so that the memory finds texts that differ in placeholders only. */
export function maskBySyntax(
  sources: readonly OpenSource[],
  found: ReadonlyMap<Family, SyntaxName>,
): Mask {
  const byNamespace = new Map(
    sources.map(({ file }) => [file.namespace, found.get(file.family) ?? "plain"]),
  );
  return (text, namespace) => maskText(text, byNamespace.get(namespace) ?? "plain");
}

function maskText(text: string, name: SyntaxName): Masked {
  const tokens = syntaxes[name].tokens(text);
  if (isFault(tokens)) return { text, placeholders: [] };
  const placeholders: string[] = [];
  let masked = "";
  for (const { kind, start, end } of tokens) {
    if (kind === "text") {
      masked += text.slice(start, end);
      continue;
    }
    placeholders.push(text.slice(start, end));
    masked += MARK;
  }
  return { text: masked, placeholders };
}
