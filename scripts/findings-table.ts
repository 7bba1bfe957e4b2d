import { FINDING_CODES } from "../core/model/finding.ts";
import { SENTENCES } from "../core/report/sentences.ts";
import { table } from "./table.ts";

/**
 * A page with the table of all that a report can tell, in the words of `core/report/sentences.ts`. A
 * test holds the page current; `npx vitest run test/core/report/docs.test.ts --update` writes it.
 */
export function withFindingsTable(page: string): string {
  const rows = FINDING_CODES.map((code) => {
    const { title, severity, remedy } = SENTENCES[code];
    return [`\`${code}\``, title, severity, remedy("<key>")];
  });
  const text = table(["code", "tells", "default", "what to do"], rows);
  return page.replace(
    /(<!-- table: findings -->\n)[^]*?(<!-- \/table -->)/u,
    (_, start: string, end: string) => `${start}\n${text}\n\n${end}`,
  );
}
