import { compileTemplate } from "../template.ts";
import type { Draft, Peer } from "./peer.ts";
import { at, readYaml, replaced, textAt } from "./plain.ts";

const LOCALES = ["two_letters_code", "locale", "locale_with_underscore", "osx_locale"];

/**
 * crowdin.yml: pairs of `source` and `translation`. The translation is the template; the locale that
 * it reads in the source's path is the source locale.
 */
export const crowdin: Peer = {
  name: "crowdin",
  paths: ["crowdin.yml", "crowdin.yaml", ".crowdin.yml", ".crowdin.yaml"],
  read(text): Draft {
    const config = readYaml(text);
    const base = textAt(config, "base_path") ?? ".";
    const pairs = [at(config, "files")].flat().map((pair) => ({
      source: inFolder(base, textAt(pair, "source") ?? ""),
      translation: inFolder(base, textAt(pair, "translation") ?? ""),
    }));
    const files = pairs.map(({ source, translation }) => templateOf(source, translation));
    const locales = pairs.map(({ source }, i) => localeIn(source, files[i] as string));
    return { sourceLocale: locales.find((locale) => locale !== undefined), files };
  },
};

/** Crowdin's paths begin with a slash and are relative to `base_path` all the same. */
function inFolder(base: string, path: string): string {
  const inner = path.replace(/^\//u, "");
  return base === "." ? inner : `${base}/${inner}`;
}

function templateOf(source: string, translation: string): string {
  const slash = source.lastIndexOf("/");
  const file = source.slice(slash + 1);
  const dot = file.lastIndexOf(".");
  const stem = dot < 0 ? file : file.slice(0, dot);
  return replaced(translation, {
    ...Object.fromEntries(LOCALES.map((name) => [`%${name}%`, "{locale}"])),
    "%original_path%": source.slice(0, Math.max(slash, 0)),
    "%original_file_name%": file.replace("*", "{namespace}"),
    "%file_name%": stem.replace("*", "{namespace}"),
    "%file_extension%": file.slice(dot + 1),
  });
}

function localeIn(source: string, template: string): string | undefined {
  try {
    return compileTemplate(template).match(source)?.spelling;
  } catch {
    // The template is refused, and said, by whoever takes it.
    return undefined;
  }
}
