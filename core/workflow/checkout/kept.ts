import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };

interface Kept {
  readonly key: string;
  readonly value: unknown;
}

/** Part of every key: another locstep or another Node may come to another value. */
export const VERSIONS: string = `${packageJson.version} ${process.versions.node}`;

/**
 * What an earlier run kept under the git directory because it costs more to make than to read;
 * undefined where that run stood on something else.
 */
export function recall<T>(folder: string, name: string, key: string): T | undefined {
  try {
    const kept = JSON.parse(readFileSync(join(folder, name), "utf8")) as Kept;
    return kept.key === key ? (kept.value as T) : undefined;
  } catch {
    return undefined;
  }
}

export function keep(folder: string, name: string, key: string, value: unknown): void {
  const kept: Kept = { key, value };
  keepPieces(folder, name, [JSON.stringify(kept)]);
}

/** A checkout that cannot be written to is merely slower. */
export function keepPieces(
  folder: string,
  name: string,
  pieces: readonly (string | Uint8Array)[],
): void {
  try {
    mkdirSync(folder, { recursive: true });
    const draft = join(folder, `${name}.${process.pid}`);
    const file = openSync(draft, "w");
    try {
      for (const piece of pieces) writeFileSync(file, piece);
    } finally {
      closeSync(file);
    }
    renameSync(draft, join(folder, name));
  } catch {
    // The next run makes it anew.
  }
}
