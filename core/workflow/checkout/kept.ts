import { hash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };

interface Kept {
  readonly key: string;
  readonly value: unknown;
}

/** Names all that decides a value: another locstep or another Node may come to another one. */
export function keyOf(...parts: readonly (string | Uint8Array)[]): string {
  const versions = `${packageJson.version} ${process.versions.node}`;
  return [versions, ...parts].map((part) => hash("sha256", part, "base64url")).join(" ");
}

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

/** A checkout that cannot be written to is merely slower. */
export function keep(folder: string, name: string, key: string, value: unknown): void {
  const kept: Kept = { key, value };
  try {
    mkdirSync(folder, { recursive: true });
    const draft = join(folder, `${name}.${process.pid}`);
    writeFileSync(draft, JSON.stringify(kept));
    renameSync(draft, join(folder, name));
  } catch {
    // The next run makes it anew.
  }
}
