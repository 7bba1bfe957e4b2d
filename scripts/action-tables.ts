import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Described {
  readonly description: string;
  readonly default?: string;
}

/**
 * The tables of inputs and outputs in `docs/action.md`, from `action.yml`. A test holds them
 * current; `npx vitest run test/action/docs.test.ts -u` writes them.
 */
export function actionTables(): { readonly inputs: string; readonly outputs: string } {
  const text = readFileSync(join(import.meta.dirname, "../action.yml"), "utf8");
  const action = parse(text) as Readonly<Record<string, Readonly<Record<string, Described>>>>;
  const rows = (part: string) => Object.entries(action[part] ?? {});
  return {
    inputs: table(
      ["input", "what it does", "default"],
      rows("inputs").map(([name, { description, default: value }]) => [
        `\`${name}\``,
        description,
        value === undefined ? "" : `\`${value}\``,
      ]),
    ),
    outputs: table(
      ["output", "what it tells"],
      rows("outputs").map(([name, { description }]) => [`\`${name}\``, description]),
    ),
  };
}

/** As the formatter writes tables: columns as wide as their widest cell. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const rule = widths.map((width) => "-".repeat(width));
  return [heads, rule, ...rows]
    .map((cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`)
    .join("\n");
}
