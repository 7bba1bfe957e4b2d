import { isMap, isNode, parseDocument } from "yaml";
import { UsageError } from "../model/errors.ts";
import { sameScript } from "../model/fallbacks.ts";
import { canonicalLocale } from "../model/locale.ts";
import type { Shape } from "../model/shape.ts";
import { configFields, type Known } from "./config-shape.ts";
import type { ConfigFile } from "./config.ts";
import { LONGEST } from "./plain-config.ts";
import { readShape, type Report } from "./read-shape.ts";
import { reportSecrets } from "./secrets.ts";

const MOST_PROBLEMS = 20;

/**
 * Reads `locstep.yaml` as it is written, without defaults. Throws UsageError with one line for
 * everything that is wrong, each with the file, line and column. `path` is relative to the
 * repository's root.
 */
export function parseConfigFile(text: string, path: string, known: Known = {}): ConfigFile {
  return parsed(text, path, (problems) => read(text, known, problems));
}

/** What a preset may hold: not what tells one repository from another, nor another preset. */
export type Preset = Omit<Partial<ConfigFile>, "extends" | "sourceLocale" | "files">;

/** As {@link parseConfigFile}. `name` is the preset's, as `extends` gives it. */
export function parsePreset(text: string, name: string, known: Known = {}): Preset {
  return parsed(text, name, (problems) => {
    const report: Report = (offset, message) => void problems.push({ offset, message });
    const document = parseYaml(text, report);
    if (problems.length === 0) reportSecrets(document?.contents, report);
    if (document === undefined || problems.length > 0) return undefined;
    const shape = shapeFor(document.get("provider"), known);
    if (shape.kind !== "fields") return undefined;
    const { extends: _, sourceLocale: _source, files: _files, ...fields } = shape.fields;
    return readShape(document.contents, { ...shape, fields }, "", report) as Preset;
  });
}

function parsed<T>(text: string, path: string, reading: (problems: Problem[]) => T | undefined): T {
  const problems: Problem[] = [];
  const file = reading(problems);
  if (file !== undefined && problems.length === 0) return file;

  const lines = problems
    .sort((a, b) => a.offset - b.offset)
    .slice(0, MOST_PROBLEMS)
    .map(({ offset, message }) => `${path}:${lineAndColumn(text, offset)}: ${message}`);
  const hint = problems.some((p) => p.message.includes("holds a secret"))
    ? "Remove the secret from the file. If it was ever pushed, revoke it."
    : undefined;
  throw new UsageError(lines.join("\n"), hint);
}

interface Problem {
  readonly offset: number;
  readonly message: string;
}

/** Each look relies on the one before it, so the first that finds problems is the last. */
function read(text: string, known: Known, problems: Problem[]): ConfigFile | undefined {
  const report: Report = (offset, message) => void problems.push({ offset, message });
  const document = parseYaml(text, report);
  if (problems.length === 0) reportSecrets(document?.contents, report);
  if (document === undefined || problems.length > 0) return undefined;

  const shape = shapeFor(document.get("provider"), known);
  const file = readShape(document.contents, shape, "", report) as ConfigFile;
  if (problems.length > 0) return undefined;
  reportContradictions(file, (place, message) => {
    const node = document.getIn(place, true);
    report(isNode(node) ? (node.range?.[0] ?? 0) : 0, message);
  });
  return file;
}

/** `uniqueKeys` would compare every key with every other; the reader looks for duplicates itself. */
function parseYaml(text: string, report: Report): ReturnType<typeof parseDocument> | undefined {
  if (text.length > LONGEST) {
    report(0, `is longer than ${LONGEST} characters`);
    return undefined;
  }
  try {
    const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
    const [error] = document.errors;
    if (error !== undefined)
      report(error.pos[0], `${error.message}${braceHint(text, error.pos[0])}`);
    else if (!isMap(document.contents)) report(0, "must be a map, such as `sourceLocale: en`");
    return document;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(0, "is nested too deeply");
    return undefined;
  }
}

/** In a list between brackets YAML takes an unquoted `{locale}` for a map. */
function braceHint(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const [line = ""] = text.slice(start).split("\n", 1);
  const isBraced = /[[,]\s*[^"'\s,[]*\{(?:locale|namespace)\}/u.test(line);
  return isBraced ? ": quote a path that holds {…} between [ and ]" : "";
}

/** The definition, with the options of the provider that is named. */
function shapeFor(provider: unknown, known: Known): Shape {
  const fields = configFields(known);
  const name = isMap(provider) ? String(provider.get("name")) : "";
  const options = known.providers && Object.hasOwn(known.providers, name) && known.providers[name];
  const field = fields.provider;
  if (!options || field?.shape.kind !== "fields") return { kind: "fields", fields };
  const shape: Shape = { kind: "fields", fields: { ...field.shape.fields, ...options } };
  return { kind: "fields", fields: { ...fields, provider: { ...field, shape } } };
}

/** What only shows when values are seen together. */
function reportContradictions(
  file: ConfigFile,
  report: (place: readonly (string | number)[], message: string) => void,
): void {
  const source = canonicalLocale(file.sourceLocale);
  const seen = new Set<string | undefined>();
  for (const [i, target] of (file.targetLocales ?? []).entries()) {
    const id = canonicalLocale(target);
    if (id === source) report(["targetLocales", i], `"${target}" is the source locale`);
    else if (seen.has(id)) report(["targetLocales", i], `"${target}" stands here a second time`);
    seen.add(id);
  }
  if (file.checks?.rejected === "off" && (file.review?.length ?? 0) > 0) {
    const message = `"rejected" cannot be off while "review" has refused translations written`;
    report(["checks", "rejected"], message);
  }
  const paths = new Set<string>();
  for (const [i, entry] of file.files.entries()) {
    const path = typeof entry === "string" ? entry : entry.path;
    if (paths.has(path)) report(["files", i], `"${path}" stands here a second time`);
    paths.add(path);
  }
  const fallbacks = typeof file.fallbacks === "object" ? file.fallbacks : {};
  for (const [locale, parents] of Object.entries(fallbacks)) {
    for (const parent of [parents].flat()) {
      const [a, b] = [canonicalLocale(locale), canonicalLocale(parent)];
      if (a === b) report(["fallbacks", locale], `"${locale}" falls back to itself`);
      else if (a !== undefined && b !== undefined && !sameScript(a, b)) {
        report(
          ["fallbacks", locale],
          `"${locale}" and "${parent}" are written in different scripts`,
        );
      }
    }
  }
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `${line}:${offset - before.lastIndexOf("\n")}`;
}
