import { FINDING_CODES } from "../model/finding.ts";
import type { Field, Fields, Shape } from "../model/shape.ts";

/** Names that other folders own; without them any name is taken. */
export interface Known {
  readonly formats?: readonly string[];
  readonly syntaxes?: readonly string[];
  readonly libraries?: readonly string[];
  /** The options of each provider, besides `name` and `baseUrl`. */
  readonly providers?: Readonly<Record<string, Fields>>;
}

export const STALE_POLICIES = ["retranslate", "suggest", "keep"] as const;
/** What a refused translation can break and still be shown to a person in its place. */
const REVIEWABLE = ["placeholder", "syntax", "plural", "markup", "link", "locked"] as const;
export const CHECK_LEVELS = ["error", "warning", "info", "off"] as const;

const TEXTS: Shape = { kind: "list", of: { kind: "text" } };
const POLICY: Shape = { kind: "choice", values: STALE_POLICIES };
const STALE: Field = {
  about:
    "What happens to a translation when its source changed: retranslate, suggest (shown, not written) or keep; for all, or by locale with `default`. Left out: machine text is retranslated, a person's gets a suggestion.",
  shape: {
    kind: "either",
    of: [POLICY, { kind: "map", keys: "locale", words: ["default"], of: POLICY }],
  },
};

/** The definition of `locstep.yaml`: reader, errors and `schema.json` come from it. */
export function configFields(known: Known = {}): Fields {
  const syntax: Field = {
    about: "What stands inside messages (icu, i18next, …). Left out: recognised from the texts.",
    shape: nameOf(known.syntaxes),
  };
  return {
    extends: {
      about:
        "A preset of another repository on the same host, at a commit: `owner/name:path@commit`. What stands here wins over it.",
      shape: { kind: "text" },
    },
    sourceLocale: {
      about: "The locale that people write texts in.",
      shape: { kind: "locale" },
      required: true,
    },
    targetLocales: {
      about: "The locales to keep in step. Left out: those found on disk.",
      shape: { kind: "list", of: { kind: "locale" } },
    },
    files: {
      about: "Where the locale files are, relative to this file; a path each, or its long form.",
      shape: {
        kind: "list",
        of: { kind: "either", of: [{ kind: "template" }, family(known, syntax)] },
        filled: true,
      },
      required: true,
    },
    provider: {
      about:
        "Who translates. Left out: nobody, but pseudo-locales are made and what the repository has translated before is filled in.",
      shape: { kind: "fields", fields: providerFields(known), open: true },
    },
    stale: STALE,
    emptyIsMissing: {
      about: "Whether an empty or null translation counts as missing. Default: true.",
      shape: { kind: "boolean" },
    },
    locked: { about: "Globs over keys that are never translated (`**.url`).", shape: TEXTS },
    terms: { about: "Words that must survive as they are, such as brand names.", shape: TEXTS },
    limits: { about: "A run that would send more stops and says so.", shape: LIMITS },
    checks: {
      about: "The severity of findings, by code.",
      shape: {
        kind: "map",
        keys: "word",
        words: FINDING_CODES,
        of: { kind: "choice", values: CHECK_LEVELS },
      },
    },
    review: {
      about:
        "Rules whose refused translations are written all the same, flagged for review: told at every check until a person corrects or accepts them. Left out: none is written.",
      shape: { kind: "list", of: { kind: "choice", values: REVIEWABLE } },
    },
    fallbacks: {
      about:
        "Locales that may leave out what another has (`pt-AO: pt-PT`); true: every regional locale, by CLDR's parents.",
      shape: { kind: "either", of: [{ kind: "boolean" }, FALLBACKS] },
    },
    code: {
      about:
        "The source code that uses the messages; false: it is not looked at. Left out: looked at where package.json names a known library.",
      shape: { kind: "either", of: [{ kind: "boolean" }, code(known)] },
    },
    syntax,
  };
}

function code(known: Known): Shape {
  return {
    kind: "fields",
    fields: {
      files: {
        about: "Globs of sources, relative to this file. Left out: all that git lists.",
        shape: TEXTS,
      },
      ignore: {
        about: "Globs of sources to leave out. Left out: tests, stories and what is built.",
        shape: TEXTS,
      },
      libraries: {
        about: "The libraries in use. Left out: those that the nearest package.json names.",
        shape: { kind: "list", of: nameOf(known.libraries) },
      },
      functions: {
        about: "Functions of your own whose first argument is a key.",
        shape: TEXTS,
      },
      components: {
        about: "Components of your own, each with the attribute that holds the key.",
        shape: { kind: "map", keys: "name", words: [], of: { kind: "text" } },
      },
    },
  };
}

function family(known: Known, syntax: Field): Shape {
  return {
    kind: "fields",
    fields: {
      path: {
        about: "The path, with {locale} and perhaps {namespace}, * and **.",
        shape: { kind: "template" },
        required: true,
      },
      format: {
        about: "The file format. Left out: by the extension.",
        shape: nameOf(known.formats),
      },
      syntax,
      stale: STALE,
      namespace: {
        about: "A name for these files in reports, where the path has no {namespace}.",
        shape: { kind: "text" },
      },
    },
  };
}

function nameOf(values: readonly string[] | undefined): Shape {
  return values === undefined ? { kind: "text" } : { kind: "choice", values };
}

function providerFields(known: Known): Fields {
  return {
    name: {
      about: "The service or engine. Its key comes from the environment.",
      shape: nameOf(known.providers && Object.keys(known.providers)),
      required: true,
    },
    baseUrl: { about: "Another address of the service.", shape: { kind: "url" } },
  };
}

const LIMITS: Shape = {
  kind: "fields",
  fields: {
    characters: { about: "Most source characters sent in one run.", shape: { kind: "count" } },
    messages: { about: "Most messages sent in one run.", shape: { kind: "count" } },
  },
};

const FALLBACKS: Shape = {
  kind: "map",
  keys: "locale",
  words: [],
  of: {
    kind: "either",
    of: [{ kind: "locale" }, { kind: "list", of: { kind: "locale" } }],
  },
};
