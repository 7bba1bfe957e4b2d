import { type Catalog, keyOf, textOf } from "../../catalog/catalog.ts";
import { CellState } from "../../ledger/verdict.ts";
import { positionsIn } from "../../model/bytes.ts";
import type { Violation } from "../../quality/violation.ts";
import type { Observation } from "../../report/report.ts";
import { violationTexts } from "../quality/gate.ts";
import { type JudgedPair, rowsIn } from "../judge/judge.ts";
import { sourceSide } from "../quality/quality-of.ts";
import { type QualityOptions, brokenCells } from "../quality/quality.ts";

/**
 * What our rules say of a target's suspect texts, at the value where each stands. What was written for
 * review is told as such until a person corrects or accepts it, whatever the rules say by then.
 */
export function* observeQuality(
  judged: JudgedPair,
  suspects: readonly number[],
  options: QualityOptions,
): Generator<Observation> {
  const { pair, verdict, file } = judged;
  const flagged = new Map(
    rowsIn(verdict, CellState.Flagged).map((row) => [row, [] as Violation[]]),
  );
  const positions = positionsIn(file.catalog.bytes);
  const cells = brokenCells(pair, verdict, suspects, options, sourceSide(judged));
  for (const { row, violation } of cells) {
    const violations = flagged.get(row);
    if (violations !== undefined) violations.push(violation);
    else yield observe(row, violation);
  }
  for (const [row, violations] of flagged) {
    const reason = ["written for review", violationTexts(violations)].filter(Boolean).join("; ");
    const first = { ...NOWHERE, ...violations[0] };
    yield observe(row, { ...first, code: "rejected", reject: true, detail: { reason } });
  }

  function observe(row: number, violation: Violation): Observation {
    const { source, target } = judged;
    const at = pair.rows[row] as number;
    const { code, detail, reject } = violation;
    return {
      code,
      path: file.path,
      ...positions(placeOf(file.catalog, at, violation)),
      locale: target.locale,
      namespace: target.namespace,
      key: keyOf(source.catalog, row),
      ...(!reject && { severity: "warning" as const }),
      detail: {
        sourceLocale: options.rules.sourceLocale,
        source: textOf(source.catalog, row),
        target: textOf(file.catalog, at),
        ...detail,
      },
    };
  }
}

const NOWHERE = { offset: 0, length: 0 };

/** Longer texts are searched by nobody: there the offending token itself is shown. */
const LONG = 200;

/** Where to look: the value; in a long one, the token. */
function placeOf(
  catalog: Catalog,
  row: number,
  { offset, length }: Pick<Violation, "offset" | "length">,
): number {
  const start = catalog.valueStart[row] as number;
  const end = catalog.valueEnd[row] as number;
  if (end - start < LONG || offset + length === 0) return start;
  return catalog.reader.offset(catalog, row, offset) ?? start;
}
