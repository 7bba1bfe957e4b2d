import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CACHE } from "./repository.js";
import { SHAPES } from "./shapes.js";
import { SIZES, TARGET_LOCALES } from "./sizes.js";

const VERSION = 1;

/** Fewer than a repository has: `yaml` needs seconds a file at L. */
export const YAML_FILES = 5;

/** A folder of Rails files, one a locale, some texts plain and some in double quotes. */
export async function yamlFiles(size) {
  const folder = join(CACHE, `${size}-yaml-v${VERSION}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  for (const locale of TARGET_LOCALES.slice(0, YAML_FILES)) {
    await writeFile(join(draft, `${locale}.yml`), railsFile(locale, SIZES[size].messages));
  }
  await rename(draft, folder);
  return folder;
}

function railsFile(locale, messages) {
  const { keyOf, textOf } = SHAPES.nested;
  const lines = ["---", `${locale}:`];
  let open = [];
  for (let index = 0; index < messages; index++) {
    const key = keyOf(index);
    const parents = key.slice(0, -1);
    const differs = parents.findIndex((segment, depth) => segment !== open[depth]);
    for (const [depth, segment] of parents.entries()) {
      if (differs >= 0 && depth >= differs) lines.push(`${"  ".repeat(depth + 1)}${segment}:`);
    }
    open = parents;
    const text = textOf(index, locale);
    const quoted = index % 2 === 0 || text.includes("{{") ? JSON.stringify(text) : text;
    lines.push(`${"  ".repeat(key.length)}${key.at(-1)}: ${quoted}`);
  }
  return `${lines.join("\n")}\n`;
}
