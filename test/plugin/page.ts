import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The page for users. */
export const PAGE: string = readFileSync(join(import.meta.dirname, "../../docs/plugin.md"), "utf8");

/** The page's code blocks of a language, by the file that their first line names. */
export function blocksOf(language: "js" | "json"): ReadonlyMap<string, string> {
  const blocks = PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n// (\\S+)\\n(.*?)^\`\`\`$`, "gms"));
  return new Map([...blocks].map(([, name = "", code = ""]) => [name, code.trim()]));
}
