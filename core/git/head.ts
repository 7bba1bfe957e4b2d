import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Repository } from "./repository.ts";

/**
 * The commit that is checked out, from the repository's own files: no process. Undefined where only
 * git can tell, or there is none yet.
 */
export function headOf({ gitDir, commonDir }: Repository): string | undefined {
  try {
    const head = readFileSync(join(gitDir, "HEAD"), "latin1").trim();
    const branch = /^ref: (refs\/heads\/[^\0]+)$/u.exec(head)?.[1];
    if (branch === undefined) return idOf(head);
    return idOf(looseRef(commonDir, branch) ?? packedRef(commonDir, branch));
  } catch {
    return undefined;
  }
}

function looseRef(commonDir: string, name: string): string | undefined {
  try {
    return readFileSync(join(commonDir, name), "latin1").trim();
  } catch {
    return undefined;
  }
}

function packedRef(commonDir: string, name: string): string | undefined {
  const lines = readFileSync(join(commonDir, "packed-refs"), "latin1").split("\n");
  return lines.find((line) => line.endsWith(` ${name}`))?.slice(0, -name.length - 1);
}

function idOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{40,64}$/u.test(text) ? text : undefined;
}
