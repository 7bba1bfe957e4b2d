import { Kind } from "../../catalog/catalog.ts";
import type { Composer } from "./composer.ts";
import { yamlReader } from "./scalar.ts";

/**
 * The row of the map below the locale's root key (`de:` in Rails), or 0 where the document has none.
 * The root key is the only top key, however its case, `_` and `-` are written. Beside other top keys
 * it counts only when spelled exactly so and when no other holds a map: a file of several locales,
 * or one whose keys happen to be language codes, is read whole. Top keys that hold an anchored map
 * are stores of defaults and do not count.
 */
export function rootRow(composer: Composer, bytes: Uint8Array, root: string | undefined): number {
  if (root === undefined) return 0;
  const { kind, nameStart, nameEnd } = composer.columns;
  const anchored = new Set(composer.anchors.values());
  const name = (row: number): string =>
    yamlReader.name(bytes, nameStart[row] as number, nameEnd[row] as number);
  const isStore = (row: number): boolean =>
    kind[row] === Kind.Map && anchored.has(row) && !alike(name(row), root);
  const top = topRows(composer).filter((row) => !isStore(row));
  const only = top.length === 1 ? (top[0] as number) : 0;
  if (only > 0 && (kind[only] === Kind.Map || kind[only] === Kind.Null)) {
    return alike(name(only), root) ? only : 0;
  }
  const maps = top.filter((row) => kind[row] === Kind.Map);
  const map = maps.length === 1 ? (maps[0] as number) : 0;
  return map > 0 && name(map) === root ? map : 0;
}

function topRows({ columns: { parent, nameStart, size } }: Composer): number[] {
  const rows: number[] = [];
  for (let row = 1; row < size; row++) {
    if (parent[row] === 0 && (nameStart[row] as number) >= 0) rows.push(row);
  }
  return rows;
}

function alike(name: string, root: string): boolean {
  return normal(name) === normal(root);
}

function normal(locale: string): string {
  return locale.toLowerCase().replaceAll("_", "-");
}
