import fc from "fast-check";
import { CellState } from "../../core/ledger/verdict.ts";
import type { Provider } from "../../core/providers/provider.ts";
import { acceptIn, adoptIn, freshProvider, syncIn } from "./in-process.ts";
import {
  type Cell,
  type Reading,
  type Texts,
  madeFrom,
  pairId,
  readCells,
  readTexts,
  translation,
} from "./ledger-oracle.ts";
import { resolveConflicts } from "./ledger-conflicts.ts";
import { type MergeOutcome, type TestRepository, createRepository } from "./repository.ts";

/** What may happen to a project, with how often it does. */
const STEPS = {
  editSource: 6,
  addKey: 2,
  removeKey: 2,
  renameKey: 3,
  editTarget: 4,
  pasteTarget: 2,
  removeTarget: 1,
  restoreFile: 2,
  setPolicy: 1,
  sync: 8,
  accept: 1,
  commit: 8,
  branch: 3,
  checkout: 10,
  merge: 14,
  cherryPick: 5,
  revert: 4,
  dropBranch: 1,
  prune: 2,
} as const;

/** One step: what happens, and four numbers that choose where. */
export interface Step {
  readonly what: keyof typeof STEPS;
  readonly pick: readonly [number, number, number, number];
}

/** Steps of one history; half of them on average. */
const LONGEST = 80;

const LINEAR = new Set<Step["what"]>([
  "editSource",
  "addKey",
  "removeKey",
  "renameKey",
  "sync",
  "commit",
]);

// Fewer steps explain a failure; smaller numbers do not, and each attempt takes seconds.
const pick = fc.noShrink(fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999)));

function stepsAmong(names: readonly Step["what"][]): fc.Arbitrary<readonly Step[]> {
  const weighed = names.map((what) => ({ arbitrary: fc.constant(what), weight: STEPS[what] }));
  const step = fc.record({ what: fc.noShrink(fc.oneof(...weighed)), pick });
  return fc.array(step, { maxLength: LONGEST, size: "max" });
}

/** Any steps at all. */
export const anySteps: fc.Arbitrary<readonly Step[]> = stepsAmong(
  Object.keys(STEPS) as Step["what"][],
);

/** One branch, and nobody but locstep writes translations. */
export const linearSteps: fc.Arbitrary<readonly Step[]> = stepsAmong([...LINEAR]);

const TEXTS = ["Home", "Save", "Open", "Close", "Back", "Next", "Done", "Help"];
const KEYS = ["home", "save", "open", "close", "back", "next"];
const NAMESPACES = ["app", "shop"] as const;
const LOCALES = ["de", "fr"] as const;
const POLICIES = [
  "",
  "stale: retranslate\n",
  "stale: suggest\n",
  "stale: keep\n",
  "stale: { default: retranslate, fr: suggest }\n",
  "stale: { de: keep }\n",
  "stale: { fr: retranslate }\n",
];

/** Counts of what was seen, for the test to print. */
export interface Figures {
  states: number;
  syncs: number;
  merges: number;
  conflicts: number;
  /** Segments that git took for renamed ones, and asked. */
  renamedSegments: number;
  cherryPicks: number;
  reverts: number;
  /** Read at commits, by name of the state. */
  cells: Record<string, number>;
  /** Standing texts at commits that were made for today's source, and how many read translated. */
  right: number;
  rightTranslated: number;
  /** Machine texts that a sync replaced although they were made for today's source. */
  needless: number;
  /** Texts without a message that syncs left standing. */
  orphans: number;
}

export function noFigures(): Figures {
  return {
    states: 0,
    syncs: 0,
    merges: 0,
    conflicts: 0,
    renamedSegments: 0,
    cherryPicks: 0,
    reverts: 0,
    cells: {},
    right: 0,
    rightTranslated: 0,
    needless: 0,
    orphans: 0,
  };
}

/** What a sync found and left. */
export interface SyncSeen {
  readonly before: Reading;
  readonly after: Reading;
  readonly locales: readonly string[];
  /** What the provider answered in this run. */
  readonly made: ReadonlySet<string>;
  /** What `stale:` says for a locale; undefined: it depends on the author. */
  policyOf(locale: string): string | undefined;
}

export interface Watcher {
  /** A commit was made and is checked out; or a sync left its work uncommitted. */
  state(reading: Reading, history: History): void | Promise<void>;
  synced?(seen: SyncSeen, history: History): void;
}

/** A project that steps happen to. */
export interface History {
  readonly repository: TestRepository;
  /** Pairs of texts that people accepted. */
  readonly accepted: ReadonlySet<string>;
  /** What happened, in words, for the report of a failure. */
  readonly told: readonly string[];
  play(step: Step): Promise<void>;
  /** Commits what is left. */
  end(): Promise<void>;
}

function pathOf(locale: string, namespace: string): string {
  return `locales/${locale}/${namespace}.json`;
}

function at<T>(list: readonly T[], number: number): T | undefined {
  return list[number % list.length];
}

/** A project of two namespaces whose translations people made and `init` adopted. */
export async function startHistory(figures: Figures, watcher: Watcher): Promise<History> {
  const repository = createRepository({ keep: true });
  const { root } = repository;
  const accepted = new Set<string>();
  const told: string[] = [];
  let serial = 0;
  let made = new Set<string>();
  const provider: Provider = freshProvider((locale, source) => {
    const text = translation(locale, "machine", serial++, source);
    made.add(text);
    return text;
  });
  let branches = ["main", "b"];
  let current = "main";
  let policy = "";
  let isDirty = true;

  function texts(locale: string, namespace: string): Texts {
    return readTexts(root, pathOf(locale, namespace)) ?? {};
  }
  function write(locale: string, namespace: string, content: Texts): void {
    repository.write(pathOf(locale, namespace), content);
    isDirty = true;
  }
  function writePolicy(): void {
    const files = "files:\n  - locales/{locale}/{namespace}.json\n";
    repository.write(
      "locstep.yaml",
      `sourceLocale: en\ntargetLocales: [de, fr]\n${files}${policy}`,
    );
    isDirty = true;
  }
  function others(): readonly string[] {
    return branches.filter((name) => name !== current);
  }
  async function observe(): Promise<void> {
    const reading = await readCells(root);
    figures.states++;
    count(figures, reading);
    await watcher.state(reading, history);
  }
  async function commit(message: string): Promise<void> {
    await repository.commit(message);
    isDirty = false;
    await observe();
  }
  async function settle(): Promise<void> {
    if (isDirty) await commit("Work");
  }
  async function commits(...options: string[]): Promise<readonly string[]> {
    const output = await repository.git("rev-list", "--all", ...options);
    return output === "" ? [] : output.split("\n");
  }
  async function conclude(what: string, outcome: MergeOutcome, pick: Step["pick"]): Promise<void> {
    if (outcome === "conflicted") {
      figures.conflicts++;
      const { done, renamed } = await resolveConflicts(repository, pick);
      figures.renamedSegments += renamed;
      told.push(`  resolve ${done}`);
      await repository.commit(what);
    }
    isDirty = false;
    policy = /^stale:.*\n/mu.exec(repository.read("locstep.yaml"))?.[0] ?? "";
    await observe();
  }

  const handlers: Record<Step["what"], (pick: Step["pick"]) => Promise<string | undefined>> = {
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
      const text = translation(locale, "person", serial++, source[key] as string);
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
      const id = at(await commits(), c) as string;
      await repository.git("checkout", id, "--", path);
      isDirty = true;
      return `${path} of ${id.slice(0, 7)}`;
    },
    async setPolicy([a]) {
      policy = at(POLICIES, a) as string;
      writePolicy();
      return policy.trim();
    },
    async sync([a]) {
      const locales = at([LOCALES, LOCALES, LOCALES, ["de"], ["fr"]], a) as readonly string[];
      const standing = policy;
      const before = await readCells(root);
      made = new Set();
      const isPart = locales.length < LOCALES.length;
      const { written } = await syncIn(root, provider, isPart ? locales : undefined);
      figures.syncs++;
      isDirty ||= written.length > 0;
      const after = await readCells(root);
      figures.needless += needless(before, after).length;
      figures.orphans += after.orphans.length;
      watcher.synced?.(
        { before, after, locales, made, policyOf: (locale) => policyOf(standing, locale) },
        history,
      );
      await watcher.state(after, history);
      return `${locales.join()}: ${written.join()}`;
    },
    async accept([a, b, c]) {
      const keys = a % 3 === 0 ? "**" : (at(KEYS, b) as string);
      const locale = at(LOCALES, c) as string;
      const selected = (await readCells(root)).cells.filter(
        (cell) => cell.locale === locale && (keys === "**" || cell.key === keys),
      );
      const number = await acceptIn(root, keys, [locale]);
      if (number === 0) return undefined;
      isDirty = true;
      for (const { source, target } of selected) {
        if (target !== undefined) accepted.add(pairId(locale, source, target));
      }
      return `${locale} ${keys}: ${number}`;
    },
    async commit() {
      if (!isDirty) return undefined;
      await commit("Work");
      return "";
    },
    async branch() {
      if (branches.length >= 4) return undefined;
      current = `b${serial++}`;
      branches.push(current);
      await repository.branch(current);
      return current;
    },
    async checkout([a]) {
      const name = at(others(), a);
      if (name === undefined) return undefined;
      await settle();
      await repository.checkout(name);
      current = name;
      await conclude("", "clean", [0, 0, 0, 0]);
      return name;
    },
    async merge([a, b, c, d]) {
      const name = at(others(), a);
      if (name === undefined) return undefined;
      await settle();
      const how = at([{}, { noFf: true }, { squash: true }], b) as { squash?: boolean };
      const standing = await repository.git("rev-parse", "HEAD");
      told.push(`  merging ${name} ${JSON.stringify(how)}`);
      const outcome = await repository.merge(name, how);
      const id = await repository.git("rev-parse", "HEAD");
      if (outcome === "clean" && id === standing) return undefined;
      figures.merges++;
      await conclude(`Merge ${name}`, outcome, [c, d, a, b]);
      return `${name} ${JSON.stringify(how)} ${outcome}`;
    },
    async cherryPick([a, b, c, d]) {
      await settle();
      const id = at(await commits("--no-merges"), a) as string;
      const outcome = await repository.cherryPick(id);
      figures.cherryPicks++;
      await conclude(`Pick ${id}`, outcome, [b, c, d, a]);
      return `${id.slice(0, 7)} ${outcome}`;
    },
    async revert([a, b, c, d]) {
      await settle();
      // Not the first two: they hold what `init` adopted.
      const id = at((await commits("--no-merges")).slice(0, -2), a);
      if (id === undefined) return undefined;
      const outcome = await repository.revert(id);
      figures.reverts++;
      await conclude(`Revert ${id}`, outcome, [b, c, d, a]);
      return `${id.slice(0, 7)} ${outcome}`;
    },
    async dropBranch([a]) {
      const name = at(others(), a);
      if (name === undefined) return undefined;
      branches = branches.filter((branch) => branch !== name);
      await repository.git("branch", "-q", "-D", name);
      return name;
    },
    // What no commit holds is gone, as it is on every other machine.
    async prune() {
      await repository.git("reflog", "expire", "--expire=now", "--all");
      await repository.git("gc", "-q", "--prune=now");
      return "";
    },
  };

  const history: History = {
    repository,
    accepted,
    told,
    async play({ what, pick }) {
      const done = await handlers[what](pick);
      if (done !== undefined) told.push(`${what} ${done}`);
    },
    end: settle,
  };

  writePolicy();
  write("en", "app", { home: "Home", save: "Save", open: "Open" });
  write("en", "shop", { close: "Close", back: "Back", next: "Home" });
  for (const locale of LOCALES) {
    for (const namespace of NAMESPACES) {
      const standing = Object.entries(texts("en", namespace)).slice(locale === "de" ? 0 : 1);
      const made = standing.map(([key, text]) => [
        key,
        translation(locale, "person", serial++, text),
      ]);
      write(locale, namespace, Object.fromEntries(made) as Texts);
    }
  }
  await repository.commit("Start");
  await adoptIn(root);
  await commit("Adopt");
  await repository.git("branch", "b");
  return history;
}

function without(texts: Texts, key: string): Texts {
  const { [key]: _, ...rest } = texts;
  return rest;
}

function policyOf(line: string, locale: string): string | undefined {
  const own = new RegExp(`\\b${locale}: (\\w+)`, "u").exec(line)?.[1];
  const all = /(?:^stale|default): (\w+)/u.exec(line)?.[1];
  return own ?? all;
}

const NAMES = new Map(Object.entries(CellState).map(([name, state]) => [state, name]));

function count(figures: Figures, { cells }: Reading): void {
  for (const { state, source, target } of cells) {
    const name = NAMES.get(state) as string;
    figures.cells[name] = (figures.cells[name] ?? 0) + 1;
    if (target === undefined || madeFrom(target).source !== source) continue;
    figures.right++;
    if (state === CellState.Translated) figures.rightTranslated++;
  }
}

function needless(before: Reading, after: Reading): readonly Cell[] {
  const left = new Map(after.cells.map((cell) => [`${cell.path} ${cell.key}`, cell]));
  return before.cells.filter(({ path, key, source, target }) => {
    if (target === undefined || madeFrom(target).source !== source) return false;
    return left.get(`${path} ${key}`)?.target !== target;
  });
}
