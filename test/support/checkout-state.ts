import { cpSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./repository.ts";

/** What a run leaves behind: everything in a checkout that another run or a person can see. */
export interface CheckoutState {
  /** Every file by its path, the ledger left out. A temporary file would show here. */
  readonly files: Readonly<Record<string, string>>;
  /** The union of all lines of all segments: how they are parted is no part of what they say. */
  readonly facts: readonly string[];
  /** Whatever else lies between the segments. */
  readonly beside: readonly string[];
}

const LEDGER = ".locstep/ledger/";

export function checkoutState(root: string): CheckoutState {
  const files: Record<string, string> = {};
  const facts = new Set<string>();
  const beside: string[] = [];
  for (const path of filesBelow(root).sort()) {
    if (path.startsWith(".git/")) continue;
    const content = readFileSync(join(root, path), "utf8");
    if (!path.startsWith(LEDGER)) files[path] = content;
    else if (!/^[0-9a-f]{32}$/u.test(path.slice(LEDGER.length))) beside.push(path);
    else for (const line of content.split("\n")) facts.add(line);
  }
  return { files, facts: [...facts].sort(), beside };
}

/** What locstep keeps for itself in the git directory. */
export function privateFiles(root: string): readonly string[] {
  return filesBelow(join(root, ".git/locstep")).sort();
}

/**
 * A copy of a checkout, its git directory included. Removed when the test has finished, unless
 * `keep`: outside of tests that is the caller's duty.
 */
export function copyCheckout(root: string, keep = false): string {
  const copy = temporaryFolder(keep);
  cpSync(root, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
