import { readLiteral } from "./literal.ts";
import type { Draft, Peer } from "./peer.ts";
import { at, replaced, textAt, textsAt } from "./plain.ts";

const PLACEHOLDERS = { "{languageTag}": "{locale}" };

/** inlang: each plugin's `pathPattern` is a text, a list, or a map of namespaces. */
export const inlang: Peer = {
  name: "inlang",
  paths: ["project.inlang/settings.json", "project.inlang.json"],
  read(text, path): Draft {
    const settings = readLiteral(text);
    const up = path.endsWith("project.inlang/settings.json") ? "../" : "";
    const plugins = Object.entries(typeof settings === "object" ? (settings ?? {}) : {})
      .filter(([name]) => name.startsWith("plugin."))
      .map(([, options]) => at(options, "pathPattern"));
    const patterns = plugins.flatMap((pattern) =>
      typeof pattern === "object" && pattern !== null ? Object.values(pattern) : [pattern],
    );
    return {
      sourceLocale: textAt(settings, "baseLocale") ?? textAt(settings, "sourceLanguageTag"),
      locales: textsAt(settings, "locales") ?? textsAt(settings, "languageTags"),
      files: patterns
        .filter((pattern) => typeof pattern === "string")
        .map((pattern) => up + replaced(pattern.replace(/^\.\//u, ""), PLACEHOLDERS)),
    };
  },
};
