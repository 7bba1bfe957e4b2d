import type { Config, Family } from "./config.ts";
import { claimOf, localeReader, nameOf } from "./rows.ts";
import type { FolderMatch } from "./template.ts";

/** A folder whose files are all of one locale. */
export interface LocaleFolder {
  /** With its slash. */
  readonly path: string;
  /** Place of its locale's spelling. */
  readonly spelling: number;
  /** Of its files and of those of the other locales' folders, in the order they were seen. */
  readonly names: readonly string[];
  /** By name: the row, or {@link NOBODY}. */
  readonly rows: readonly number[];
}

/** Where no file is like the one before. */
const NO_FOLDER: LocaleFolder = { path: "", spelling: 0, names: [], rows: [] };

/** The row of what no template matches. */
export const NOBODY = -1;

export interface FolderClaim {
  readonly row: number;
  readonly spelling: number;
  /** Files of this folder whose name stands at `next` or behind it need no claim of their own. */
  readonly folder: LocaleFolder;
  readonly next: number;
}

/** A locale as it is written in paths. */
export interface Spelling {
  readonly text: string;
  /** Place of the locale. */
  readonly locale: number;
}

/** Rows (a source and its targets) and locales, numbered as they are seen. */
export interface FolderClaims {
  readonly spellings: readonly Spelling[];
  /** Canonical ids, the source's first. */
  readonly locales: readonly string[];
  /** By row. */
  readonly families: readonly Family[];
  readonly localesOf: ReadonlyMap<Family, ReadonlySet<number>>;
  /** Undefined: what should be a locale is none, or two files are of one row and locale. */
  claim(path: string): FolderClaim | undefined;
}

/** What the folders of one family's locales share. */
interface Names {
  readonly locales: Set<number>;
  readonly names: string[];
  readonly rows: number[];
  readonly places: Map<string, number>;
}

interface OpenFolder extends Names {
  readonly path: string;
  readonly family: Family;
  readonly spelling: number;
  readonly match: FolderMatch;
}

/** Hands paths to families as `claimRows` does. Throws UsageError when two claim one. */
export function openClaims(config: Config): FolderClaims {
  const { families, sourceLocale } = config;
  const localeNamed = localeReader(config);
  const locales = [sourceLocale];
  const spellings: Spelling[] = [];
  const localesOf = new Map(families.map((family) => [family, new Set<number>()]));
  const rows: Family[] = [];
  const named = new Map(families.map((family) => [family, new Map<string, number>()]));
  const shared = new Map(families.map((family) => [family, new Map<string, Names>()]));
  const folders = new Map<string, OpenFolder | "none" | "by-name" | undefined>();
  /** Of what is claimed file by file: rows, and their cells. */
  const alone = new Set<number>();
  const taken = new Set<string>();

  function addSpelling(family: Family, text: string): number | undefined {
    const id = localeNamed(text);
    if (id === undefined) return undefined;
    const known = locales.indexOf(id);
    const locale = known < 0 ? locales.push(id) - 1 : known;
    localesOf.get(family)?.add(locale);
    const place = spellings.findIndex((spelling) => spelling.text === text);
    return place < 0 ? spellings.push({ text, locale }) - 1 : place;
  }

  function openFolder(path: string): OpenFolder | "none" | "by-name" | undefined {
    const matches = families.map((family) => [family, family.template.inFolder(path)] as const);
    const [first, second] = matches.filter(([, match]) => match !== "none");
    if (first === undefined) return "none";
    const [family, match] = first;
    if (second !== undefined || typeof match === "string") return "by-name";
    const spelling = addSpelling(family, match.spelling);
    const locale = spelling === undefined ? undefined : spellings[spelling]?.locale;
    const ofFamily = shared.get(family) as Map<string, Names>;
    const names: Names = ofFamily.get(match.key) ?? {
      locales: new Set(),
      names: [],
      rows: [],
      places: new Map(),
    };
    if (spelling === undefined || locale === undefined) return undefined;
    if (names.locales.has(locale)) return undefined;
    names.locales.add(locale);
    ofFamily.set(match.key, names);
    return { ...names, path, family, spelling, match };
  }

  function claimIn(folder: OpenFolder, name: string): FolderClaim | undefined {
    const { family, spelling, match, names, places } = folder;
    let place = places.get(name);
    if (place === undefined) {
      const read = match.match(name);
      const id = read && nameOf(read);
      const ofFamily = named.get(family) as Map<string, number>;
      if (id !== undefined && ofFamily.has(id)) return undefined;
      const row = id === undefined ? NOBODY : rows.push(family) - 1;
      if (id !== undefined) ofFamily.set(id, row);
      folder.rows.push(row);
      place = names.push(name) - 1;
      places.set(name, place);
    }
    return { row: folder.rows[place] as number, spelling, folder, next: place + 1 };
  }

  function claimAlone(path: string): FolderClaim | undefined {
    const claim = claimOf(families, path, localeNamed);
    if (claim === undefined) return { row: NOBODY, spelling: 0, folder: NO_FOLDER, next: 0 };
    const { family, match } = claim;
    const ofFamily = named.get(family) as Map<string, number>;
    const id = nameOf(match);
    const spelling = addSpelling(family, match.spelling);
    if (spelling === undefined) return undefined;
    const known = ofFamily.get(id);
    const row = known ?? rows.push(family) - 1;
    const cell = `${row} ${spellings[spelling]?.locale}`;
    const isDouble = taken.has(cell) || (known !== undefined && !alone.has(known));
    if (isDouble) return undefined;
    ofFamily.set(id, row);
    alone.add(row);
    taken.add(cell);
    return { row, spelling, folder: NO_FOLDER, next: 0 };
  }

  return {
    locales,
    spellings,
    families: rows,
    localesOf,
    claim(path) {
      const end = path.lastIndexOf("/") + 1;
      const inside = path.slice(0, end);
      if (!folders.has(inside)) folders.set(inside, openFolder(inside));
      const folder = folders.get(inside);
      if (folder === undefined) return undefined;
      return typeof folder === "string" ? claimAlone(path) : claimIn(folder, path.slice(end));
    },
  };
}
