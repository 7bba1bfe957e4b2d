import type { Family } from "./config.ts";
import type { Match } from "./template.ts";

interface Row {
  readonly family: Family;
  readonly match: Match;
}

/**
 * The namespace of each source file: what `*` and `{namespace}` stand for, or else the family's
 * `namespace`, or else the text of the file's name (`avo` of `avo.{locale}.yml`). Messages are told
 * apart by it, so where several files come to the same, the template's folders go in front, and
 * where even that is the same, it is the path.
 */
export function namespacesOf<T extends Row>(rows: readonly T[]): ReadonlyMap<T, string> {
  let names = new Map(rows.map((row) => [row, shortName(row)]));
  for (const longer of [longName, pathOf]) {
    const counts = new Map<string, number>();
    for (const name of names.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
    if (counts.size === names.size) break;
    names = new Map(
      [...names].map(([row, name]) => [row, (counts.get(name) as number) > 1 ? longer(row) : name]),
    );
  }
  return names;
}

function shortName({ family, match }: Row): string {
  const own = match.namespace ?? family.namespace ?? family.template.stem;
  return [...match.captures, own].filter((part) => part !== "").join("/");
}

function longName(row: Row): string {
  return [row.family.template.base, shortName(row)].filter((part) => part !== "").join("/");
}

function pathOf({ family, match }: Row): string {
  return family.template.pathFor(match, "{locale}");
}
