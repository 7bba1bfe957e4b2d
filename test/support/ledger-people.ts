import { type Texts, translation } from "./ledger-oracle.ts";
import type { Step } from "./ledger-steps.ts";
import type { TestRepository } from "./repository.ts";

/** The files of a project as people edit them. */
export interface Desk {
  readonly repository: TestRepository;
  texts(locale: string, namespace: string): Texts;
  write(locale: string, namespace: string, texts: Texts): void;
  writePolicy(policy: string): void;
  /** All commits that a branch reaches, newest first. */
  commits(...options: string[]): Promise<readonly string[]>;
  /** Each time another number. */
  next(): number;
}

/** Answers what was done, in words; undefined where there was nothing to do. */
export type Handler = (pick: Step["pick"]) => Promise<string | undefined>;

const TEXTS = ["Home", "Save", "Open", "Close", "Back", "Next", "Done", "Help"];
export const KEYS: readonly string[] = ["home", "save", "open", "close", "back", "next"];
const NAMESPACES = ["app", "shop"];
export const LOCALES: readonly string[] = ["de", "fr"];
const POLICIES = [
  "",
  "stale: retranslate\n",
  "stale: suggest\n",
  "stale: keep\n",
  "stale: { default: retranslate, fr: suggest }\n",
  "stale: { de: keep }\n",
  "stale: { fr: retranslate }\n",
];

export function pathOf(locale: string, namespace: string): string {
  return `locales/${locale}/${namespace}.json`;
}

/** The element that a number means, whatever the list's length. */
export function at<T>(list: readonly T[], number: number): T | undefined {
  return list[number % list.length];
}

/** Two namespaces, translated by people; a few translations are missing. */
export function layOut({ texts, write, writePolicy, next }: Desk): void {
  writePolicy("");
  write("en", "app", { home: "Home", save: "Save", open: "Open" });
  write("en", "shop", { close: "Close", back: "Back", next: "Home" });
  for (const locale of LOCALES) {
    for (const namespace of NAMESPACES) {
      const standing = Object.entries(texts("en", namespace)).slice(locale === "de" ? 0 : 1);
      const made = standing.map(([key, text]) => [
        key,
        translation(locale, "person", next(), text),
      ]);
      write(locale, namespace, Object.fromEntries(made) as Texts);
    }
  }
}

type Edit =
  | "editSource"
  | "addKey"
  | "removeKey"
  | "renameKey"
  | "editTarget"
  | "pasteTarget"
  | "removeTarget"
  | "restoreFile"
  | "setPolicy";

/** What people do to files. */
export function edits(desk: Desk): Record<Edit, Handler> {
  const { texts, write } = desk;
  return {
    async editSource([a, b, c]) {
      const namespace = at(NAMESPACES, a) as string;
      const source = texts("en", namespace);
      const key = at(Object.keys(source), b);
      const text = at(TEXTS, c) as string;
      if (key === undefined || source[key] === text) return undefined;
      write("en", namespace, { ...source, [key]: text });
      return `${namespace}.${key} = ${text}`;
    },
    async addKey([a, b, c]) {
      const namespace = at(NAMESPACES, a) as string;
      const source = texts("en", namespace);
      const key = at(KEYS, b) as string;
      if (key in source) return undefined;
      write("en", namespace, { ...source, [key]: at(TEXTS, c) as string });
      return `${namespace}.${key} = ${at(TEXTS, c)}`;
    },
    async removeKey([a, b]) {
      const namespace = at(NAMESPACES, a) as string;
      const source = texts("en", namespace);
      const key = at(Object.keys(source), b);
      if (key === undefined || Object.keys(source).length < 2) return undefined;
      write("en", namespace, without(source, key));
      return `${namespace}.${key}`;
    },
    async renameKey([a, b, c, d]) {
      const from = at(NAMESPACES, a) as string;
      const to = at(NAMESPACES, d) as string;
      const key = at(Object.keys(texts("en", from)), b);
      const name = at(KEYS, c) as string;
      if (key === undefined || name in texts("en", to)) return undefined;
      if (Object.keys(texts("en", from)).length < 2) return undefined;
      const text = texts("en", from)[key] as string;
      write("en", from, without(texts("en", from), key));
      write("en", to, { ...texts("en", to), [name]: text });
      return `${from}.${key} -> ${to}.${name}`;
    },
    async editTarget([a, b, c]) {
      const namespace = at(NAMESPACES, a) as string;
      const locale = at(LOCALES, b) as string;
      const source = texts("en", namespace);
      const key = at(Object.keys(source), c);
      if (key === undefined) return undefined;
      const text = translation(locale, "person", desk.next(), source[key] as string);
      write(locale, namespace, { ...texts(locale, namespace), [key]: text });
      return `${locale} ${namespace}.${key} = ${text}`;
    },
    async pasteTarget([a, b, c, d]) {
      const namespace = at(NAMESPACES, a) as string;
      const locale = at(LOCALES, b) as string;
      const key = at(Object.keys(texts("en", namespace)), c);
      const copied = at(
        NAMESPACES.flatMap((name) => Object.values(texts(locale, name))),
        d,
      );
      if (key === undefined || copied === undefined) return undefined;
      write(locale, namespace, { ...texts(locale, namespace), [key]: copied });
      return `${locale} ${namespace}.${key} = ${copied}`;
    },
    async removeTarget([a, b, c]) {
      const namespace = at(NAMESPACES, a) as string;
      const locale = at(LOCALES, b) as string;
      const target = texts(locale, namespace);
      const key = at(Object.keys(target), c);
      if (key === undefined) return undefined;
      write(locale, namespace, without(target, key));
      return `${locale} ${namespace}.${key}`;
    },
    async restoreFile([a, b, c]) {
      const path = pathOf(at(["en", "de", "fr"], a) as string, at(NAMESPACES, b) as string);
      const id = at(await desk.commits(), c) as string;
      await desk.repository.git("checkout", id, "--", path);
      return `${path} of ${id.slice(0, 7)}`;
    },
    async setPolicy([a]) {
      const policy = at(POLICIES, a) as string;
      desk.writePolicy(policy);
      return policy.trim();
    },
  };
}

function without(texts: Texts, key: string): Texts {
  const { [key]: _, ...rest } = texts;
  return rest;
}

/** What a line `stale: …` says for a locale; undefined: nothing. */
export function policyOf(line: string, locale: string): string | undefined {
  const own = new RegExp(`\\b${locale}: (\\w+)`, "u").exec(line)?.[1];
  const all = /(?:^stale|default): (\w+)/u.exec(line)?.[1];
  return own ?? all;
}
