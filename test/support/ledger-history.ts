import { expect } from "vitest";
import type { Provider } from "../../core/providers/provider.ts";
import { acceptIn, adoptIn, compactIn, freshProvider, syncIn } from "./in-process.ts";
import { resolveConflicts } from "./ledger-conflicts.ts";
import { type Figures, countReading, countSync } from "./ledger-figures.ts";
import { type Reading, pairId, readCells, readTexts, translation } from "./ledger-oracle.ts";
import {
  type Desk,
  type Handler,
  KEYS,
  LOCALES,
  at,
  edits,
  layOut,
  pathOf,
  policyOf,
} from "./ledger-people.ts";
import type { Step } from "./ledger-steps.ts";
import { type MergeOutcome, type TestRepository, createRepository } from "./repository.ts";

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

  const desk: Desk = {
    repository,
    texts: (locale, namespace) => readTexts(root, pathOf(locale, namespace)) ?? {},
    write(locale, namespace, content) {
      repository.write(pathOf(locale, namespace), content);
    },
    writePolicy(stale) {
      const files = "files:\n  - locales/{locale}/{namespace}.json\n";
      const head = "sourceLocale: en\ntargetLocales: [de, fr]\n";
      repository.write("locstep.yaml", `${head}${files}${stale}`);
    },
    async commits(...options) {
      const output = await repository.git("rev-list", "--all", ...options);
      return output === "" ? [] : output.split("\n");
    },
    next: () => serial++,
  };

  function others(): readonly string[] {
    return branches.filter((name) => name !== current);
  }
  async function observe(): Promise<void> {
    const reading = await readCells(root);
    countReading(figures, reading);
    await watcher.state(reading, history);
  }
  async function commit(message: string): Promise<void> {
    await repository.commit(message);
    await observe();
  }
  async function isDirty(): Promise<boolean> {
    return (await repository.git("status", "--porcelain")) !== "";
  }
  /** Git asks for a clean work tree before it changes branches. */
  async function settle(): Promise<void> {
    if (await isDirty()) await commit("Work");
  }
  async function conclude(
    what: string,
    outcome: MergeOutcome,
    pick: Step["pick"],
    theirs: string,
  ): Promise<void> {
    if (outcome === "conflicted") {
      figures.conflicts++;
      const { done, renamed } = await resolveConflicts(repository, pick, theirs);
      figures.renamedSegments += renamed;
      told.push(`  resolve ${done}`);
      await repository.commit(what);
    }
    await observe();
  }

  const handlers: Record<Step["what"], Handler> = {
    ...edits(desk),
    async sync([a]) {
      const locales = at([LOCALES, LOCALES, LOCALES, ["de"], ["fr"]], a) as readonly string[];
      const policy = /^stale:.*\n/mu.exec(repository.read("locstep.yaml"))?.[0] ?? "";
      const before = await readCells(root);
      made = new Set();
      const isPart = locales.length < LOCALES.length;
      const { written } = await syncIn(root, provider, isPart ? locales : undefined);
      const after = await readCells(root);
      countSync(figures, before, after);
      watcher.synced?.(
        { before, after, locales, made, policyOf: (locale) => policyOf(policy, locale) },
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
      for (const { source, target } of selected) {
        if (target !== undefined) accepted.add(pairId(locale, source, target));
      }
      return `${locale} ${keys}: ${number}`;
    },
    // The run that owns the base branch, and no other.
    async compact() {
      if (current !== "main") return undefined;
      const before = await readCells(root);
      const { removed } = await compactIn(root);
      const after = await readCells(root);
      expect(after, "compaction tells no cell otherwise").toEqual({
        ...before,
        settled: after.settled,
      });
      await watcher.state(after, history);
      return `${removed.length} segments`;
    },
    async commit() {
      if (!(await isDirty())) return undefined;
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
      await conclude("", "clean", [0, 0, 0, 0], "HEAD");
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
      await conclude(`Merge ${name}`, outcome, [c, d, a, b], name);
      return `${name} ${JSON.stringify(how)} ${outcome}`;
    },
    async cherryPick([a, b, c, d]) {
      await settle();
      const id = at(await desk.commits("--no-merges"), a) as string;
      const outcome = await repository.cherryPick(id);
      figures.cherryPicks++;
      await conclude(`Pick ${id}`, outcome, [b, c, d, a], id);
      return `${id.slice(0, 7)} ${outcome}`;
    },
    async revert([a, b, c, d]) {
      await settle();
      // Not the first two: they hold what `init` adopted.
      const id = at((await desk.commits("--no-merges")).slice(0, -2), a);
      if (id === undefined) return undefined;
      const outcome = await repository.revert(id);
      figures.reverts++;
      await conclude(`Revert ${id}`, outcome, [b, c, d, a], `${id}^`);
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

  layOut(desk);
  await repository.commit("Start");
  await adoptIn(root);
  await commit("Adopt");
  await repository.git("branch", "b");
  return history;
}
