import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { table } from "./table.ts";

interface Described {
  readonly description: string;
  readonly default?: string;
}

/**
 * A page with its tables of inputs and outputs as `action.yml` has them. A test holds the page
 * current; `npx vitest run test/action/docs.test.ts --update` writes it.
 */
export function withActionTables(page: string): string {
  const text = readFileSync(join(import.meta.dirname, "../action.yml"), "utf8");
  const { inputs, outputs } = parse(text) as Readonly<Record<string, Record<string, Described>>>;
  const tables = {
    inputs: table(
      ["input", "what it does", "default"],
      Object.entries(inputs ?? {}).map(([name, { description, default: value }]) => [
        `\`${name}\``,
        description,
        value === undefined ? "" : `\`${value}\``,
      ]),
    ),
    outputs: table(
      ["output", "what it tells"],
      Object.entries(outputs ?? {}).map(([name, { description }]) => [`\`${name}\``, description]),
    ),
  };
  return page.replaceAll(
    /(<!-- table: (inputs|outputs) -->\n)[^]*?(<!-- \/table -->)/gu,
    (_, start: string, name: keyof typeof tables, end: string) =>
      `${start}\n${tables[name]}\n\n${end}`,
  );
}
