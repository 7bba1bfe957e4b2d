import { stringify } from "yaml";
import type { ConfigFile } from "./config.ts";

/** What each key is for, in the words of one who meets it first. In the order of the file. */
const TEACHING: Readonly<Record<keyof ConfigFile, string>> = {
  extends: "A preset of another repository, at a commit.",
  sourceLocale: "The locale that people write texts in.",
  targetLocales: "The locales to keep in step. Without this line: those found on disk.",
  files:
    "Where the locale files are. {locale} is the locale as spelled on disk, {namespace} a file's\n# own name; * and ** stand for any name and any folders.",
  provider: "Who translates. Its key comes from the environment, never from this file.",
  stale: "When a source text changes: retranslate, suggest (shown, not written) or keep.",
  emptyIsMissing: "Whether an empty translation counts as missing.",
  locked: "Keys that are never translated.",
  terms: "Words that must survive as they are.",
  limits: "A run that would send more stops and says so.",
  checks: "The severity of findings, by code: error, warning, info or off.",
  review: "Rules whose refused translations are written all the same, flagged for review.",
  fallbacks: "Locales that may leave out what another has.",
  code: "The source code that uses the messages; false: it is not looked at.",
  syntax: "What stands inside messages.",
};

/** Shown, as comments, where a new file has nothing of the kind yet. */
const SUGGESTIONS: readonly (readonly [keyof ConfigFile, string])[] = [
  ["targetLocales", "targetLocales: [de, fr]   # none: those found on disk"],
  ["provider", "provider: { name: … }   # none: pseudo-locales and what stood here before"],
  ["stale", "stale: { default: retranslate, fr: suggest }"],
  ["locked", 'locked: ["**.url"]'],
];

/** Where editors find the schema: as it is installed, and as it is published. */
export const INSTALLED_SCHEMA = "./node_modules/locstep/schema.json";
const PUBLISHED_SCHEMA = "https://unpkg.com/locstep/schema.json";

export interface NewConfig {
  /** Where it comes from, in a few words. */
  readonly origin?: string;
  /** A Rails or Flutter repository runs locstep through `npx`, and has no `node_modules`. */
  readonly isInstalled?: boolean;
}

/** The text of a new `locstep.yaml`. */
export function writeConfig(file: ConfigFile, { origin, isInstalled }: NewConfig = {}): string {
  const lessons = Object.entries(TEACHING) as [keyof ConfigFile, string][];
  const sections = lessons
    .filter(([key]) => file[key] !== undefined)
    .map(([key, lesson]) => `# ${lesson}\n${stringify({ [key]: file[key] }, STYLE)}`);
  const suggestions = SUGGESTIONS.filter(([key]) => file[key] === undefined);
  const more = suggestions.map(([, line]) => `# ${line}\n`).join("");
  const schema = isInstalled === true ? INSTALLED_SCHEMA : PUBLISHED_SCHEMA;
  const head = `# yaml-language-server: $schema=${schema}\n`;
  const from = origin === undefined ? "" : `# ${origin.replaceAll(/\s+/gu, " ")}\n`;
  return [
    head + from,
    ...sections,
    ...(more === "" ? [] : [`# More that can be set:\n${more}`]),
  ].join("\n");
}

/** Aliases are refused by the reader; a folded line would be a diff at every change. */
const STYLE = { aliasDuplicateObjects: false, lineWidth: 0, flowCollectionPadding: false };
