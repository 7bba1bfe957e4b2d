import { CellState } from "../../core/ledger/verdict.ts";
import type { Report } from "../../core/report/report.ts";
import { freshProvider, syncIn } from "./in-process.ts";
import { readCells, translation } from "./ledger-oracle.ts";
import { type TestRepository, createRepository } from "./repository.ts";

/** A small project for tests that tell one law each: `locales/{locale}.json`, source `en`. */
export interface LedgerProject {
  readonly repository: TestRepository;
  /** What the provider was asked for, as `locale source`; emptied by `sync`. */
  readonly asked: readonly string[];
  write(locale: string, texts: Readonly<Record<string, string>>): void;
  texts(locale: string): Record<string, string>;
  /** Writes a file with one text set. */
  set(locale: string, key: string, text: string): void;
  sync(locales?: readonly string[]): Promise<Report>;
  /** `locale key` → name of the state. */
  states(): Promise<Readonly<Record<string, string>>>;
}

export interface LedgerProjectOptions {
  readonly locales?: readonly string[];
  /** More lines of `locstep.yaml`. */
  readonly settings?: string;
}

/** The configuration stands there, and nothing is committed. */
export function ledgerProject(options: LedgerProjectOptions = {}): LedgerProject {
  const repository = createRepository();
  const project = ledgerProjectIn(repository);
  repository.write("locstep.yaml", configuration(options));
  return project;
}

export function configuration({ locales = ["de"], settings = "" }: LedgerProjectOptions): string {
  const head = `sourceLocale: en\ntargetLocales: [${locales.join(", ")}]\n`;
  return `${head}files:\n  - locales/{locale}.json\n${settings}`;
}

/** The same project in another checkout. */
export function ledgerProjectIn(repository: TestRepository): LedgerProject {
  const asked: string[] = [];
  let serial = 0;
  const provider = freshProvider((locale, source) => {
    asked.push(`${locale} ${source}`);
    return translation(locale, "machine", serial++, source);
  });
  const pathOf = (locale: string): string => `locales/${locale}.json`;
  const texts = (locale: string): Record<string, string> =>
    JSON.parse(repository.read(pathOf(locale))) as Record<string, string>;
  return {
    repository,
    asked,
    texts,
    write: (locale, content) => repository.write(pathOf(locale), content),
    set(locale, key, text) {
      repository.write(pathOf(locale), { ...texts(locale), [key]: text });
    },
    sync(locales) {
      asked.length = 0;
      return syncIn(repository.root, provider, locales);
    },
    async states() {
      const { cells } = await readCells(repository.root);
      return Object.fromEntries(
        cells.map(({ locale, key, state }) => [`${locale} ${key}`, nameOf(state)]),
      );
    },
  };
}

function nameOf(state: CellState): string {
  const [name = ""] = Object.entries(CellState).find(([, value]) => value === state) ?? [];
  return name.toLowerCase();
}
