import { readLiteral } from "./literal.ts";
import type { Draft, Peer } from "./peer.ts";
import { at, replaced, textAt, textsAt } from "./plain.ts";

const PLACEHOLDERS = {
  "{{language}}": "{locale}",
  "{{lng}}": "{locale}",
  "{{namespace}}": "{namespace}",
  "{{ns}}": "{namespace}",
};

/** i18next-cli: the first of `locales` is the source unless `primaryLanguage` says otherwise. */
export const i18nextCli: Peer = {
  name: "i18next-cli",
  paths: ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map((end) => `i18next.config.${end}`),
  read(text) {
    const config = readLiteral(text);
    const locales = textsAt(config, "locales");
    const output = textAt(config, "extract", "output");
    const projectId = textAt(config, "locize", "projectId");
    return {
      sourceLocale: textAt(config, "extract", "primaryLanguage") ?? locales?.[0],
      locales,
      files: output === undefined ? [] : [replaced(output, PLACEHOLDERS)],
      ...(projectId !== undefined && { provider: { name: "locize", projectId } }),
      notes: output === undefined ? ["extract.output is no plain text"] : [],
    };
  },
};

/** i18next-parser names no source locale. */
export const i18nextParser: Peer = {
  name: "i18next-parser",
  paths: ["js", "mjs", "cjs", "ts", "json"].map((end) => `i18next-parser.config.${end}`),
  read(text): Draft {
    const config = readLiteral(text);
    const output = at(config, "output") === undefined ? DEFAULT_OUTPUT : textAt(config, "output");
    return {
      locales: textsAt(config, "locales"),
      files: [
        replaced(output ?? DEFAULT_OUTPUT, { $LOCALE: "{locale}", $NAMESPACE: "{namespace}" }),
      ],
    };
  },
};

const DEFAULT_OUTPUT = "locales/$LOCALE/$NAMESPACE.json";
