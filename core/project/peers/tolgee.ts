import { readLiteral } from "./literal.ts";
import type { Draft, Peer } from "./peer.ts";
import { at, readYaml, replaced, textAt, textsAt } from "./plain.ts";

const PLACEHOLDERS = {
  "{languageTag}": "{locale}",
  "{snakeLanguageTag}": "{locale}",
  "{extension}": "json",
};

/** Tolgee: `push` says it exactly, by a template or a file a language; `pull` names a folder. */
export const tolgee: Peer = {
  name: "tolgee",
  paths: [
    ...["", ".json", ".yaml", ".yml", ".js", ".cjs"].map((end) => `.tolgeerc${end}`),
    "tolgee.config.js",
    "tolgee.config.cjs",
  ],
  read(text, path): Draft {
    const config = /\.ya?ml$/u.test(path) ? readYaml(text) : readLiteral(text);
    const sources = textsAt(config, "push", "language") ?? textsAt(config, "push", "languages");
    return {
      ...(sources?.length === 1 && { sourceLocale: sources[0] }),
      locales: textsAt(config, "pull", "languages"),
      files: [...new Set(templatesOf(config))],
    };
  },
};

function templatesOf(config: unknown): readonly string[] {
  const template = textsAt(config, "push", "filesTemplate");
  if (template !== undefined) return template.map((text) => replaced(text, PLACEHOLDERS));
  const files = [at(config, "push", "files")].flat().map(templateOfFile);
  if (files.some((file) => file !== undefined)) return files.filter((file) => file !== undefined);
  const folder = textAt(config, "pull", "path");
  if (folder === undefined) return [];
  const structure = textAt(config, "pull", "fileStructureTemplate") ?? "{languageTag}.{extension}";
  return [replaced(`${folder}/${structure.replace(/^\//u, "")}`, PLACEHOLDERS)];
}

/** `{ path: "i18n/shop/en.json", language: "en", namespace: "shop" }` */
function templateOfFile(file: unknown): string | undefined {
  const path = textAt(file, "path");
  const language = textAt(file, "language");
  if (path === undefined || language === undefined) return undefined;
  const at = path.lastIndexOf(language);
  if (at < 0) return undefined;
  return `${path.slice(0, at)}{locale}${path.slice(at + language.length)}`;
}
