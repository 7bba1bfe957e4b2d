import { hash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import type { ConfigFile } from "../project/config.ts";

const NAME = "config.json";

/**
 * The configuration as it was last read, kept under the git directory: loading a YAML parser and
 * all that a configuration may name costs more than the rest of a run in which nothing changed.
 * Undefined for another text, or what another version of locstep read.
 */
export function recallConfig(folder: string, text: string): ConfigFile | undefined {
  try {
    const kept = JSON.parse(readFileSync(join(folder, NAME), "utf8")) as Kept;
    return kept.key === keyOf(text) ? kept.file : undefined;
  } catch {
    return undefined;
  }
}

/** A checkout that cannot be written to is merely slower. */
export function keepConfig(folder: string, text: string, file: ConfigFile): void {
  const kept: Kept = { key: keyOf(text), file };
  try {
    mkdirSync(folder, { recursive: true });
    const draft = join(folder, `${NAME}.${process.pid}`);
    writeFileSync(draft, JSON.stringify(kept));
    renameSync(draft, join(folder, NAME));
  } catch {
    // The next run reads the configuration anew.
  }
}

interface Kept {
  readonly key: string;
  readonly file: ConfigFile;
}

function keyOf(text: string): string {
  return hash("sha256", `${packageJson.version}\n${text}`, "hex");
}
