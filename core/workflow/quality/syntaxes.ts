import { type Catalog, isMessage, textOf } from "../../catalog/catalog.ts";
import { type Mask, MARK, type Masked } from "../../memory/masked.ts";
import type { Arrangement } from "../../project/arrange.ts";
import type { Family } from "../../project/config.ts";
import { type Detection, detectSyntax } from "../../syntax/detect.ts";
import { isFault } from "../../syntax/syntax.ts";
import { type SyntaxName, isSyntaxName, syntaxes } from "../../syntax/syntaxes.ts";
import { readingOf } from "../checkout/reading.ts";
import { openSource } from "../checkout/open-source.ts";
import type { Want } from "../translate/want.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** By state of the checkout: in a session that stays open, texts become others. */
const found = new WeakMap<Arrangement, Map<Family, Promise<Detection>>>();

/** The syntax of a family's messages: as configured, else as its source texts show. */
export async function syntaxOf(workspace: Workspace, family: Family): Promise<SyntaxName> {
  return (await detectionOf(workspace, family)).syntax;
}

/** The syntax and why it is that one. */
export function detectionOf(workspace: Workspace, family: Family): Promise<Detection> {
  const ofFamilies = found.get(workspace.arrangement) ?? new Map<Family, Promise<Detection>>();
  found.set(workspace.arrangement, ofFamilies);
  const known = ofFamilies.get(family) ?? findSyntax(workspace, family);
  ofFamilies.set(family, known);
  return known;
}

async function findSyntax(workspace: Workspace, family: Family): Promise<Detection> {
  if (family.syntax !== undefined && isSyntaxName(family.syntax)) {
    return { syntax: family.syntax, reason: "as configured" };
  }
  const texts: string[] = [];
  let nearest: SyntaxName | undefined;
  for (const file of workspace.arrangement.sources) {
    if (texts.length >= ENOUGH) break;
    if (file.family !== family) continue;
    nearest ??= NATIVE[readingOf(file).format.name];
    const source = await openSource(workspace, file).open();
    if ("catalog" in source) addTexts(source.catalog, texts);
  }
  return detectSyntax(texts, nearest);
}

/** By format: whose dialect its files are written for. */
const NATIVE: Readonly<Record<string, SyntaxName>> = { arb: "flutter" };

/** As many as detection looks at. */
const ENOUGH = 5000;

function addTexts(catalog: Catalog, texts: string[]): void {
  for (let row = 1; row < catalog.size && texts.length < ENOUGH; row++) {
    if (isMessage(catalog, row)) texts.push(textOf(catalog, row));
  }
}

/** The same wants, each message with its syntax. */
export async function withSyntaxes(
  workspace: Workspace,
  wants: readonly Want[],
): Promise<readonly Want[]> {
  return Promise.all(
    wants.map(async (want) => {
      const syntax = await syntaxOf(workspace, want.source.file.family);
      return { ...want, message: { ...want.message, syntax } };
    }),
  );
}

/** Masks what is no prose, so that the memory finds texts that differ in placeholders only. */
export async function maskBySyntax(workspace: Workspace): Promise<Mask> {
  const byNamespace = new Map<string, SyntaxName>();
  for (const { namespace, family } of workspace.arrangement.sources) {
    byNamespace.set(namespace, await syntaxOf(workspace, family));
  }
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
