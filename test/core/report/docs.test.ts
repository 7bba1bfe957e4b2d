import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withFindingsTable } from "../../../scripts/findings-table.ts";

test("docs/findings.md has every code in the words of the reports (--update writes it)", async () => {
  const path = join(import.meta.dirname, "../../../docs/findings.md");
  await expect(withFindingsTable(readFileSync(path, "utf8"))).toMatchFileSnapshot(path);
});
