import { keyOf, textOf } from "../catalog/catalog.ts";
import { positionsIn } from "../model/bytes.ts";
import type { Observation } from "../report/report.ts";
import type { JudgedPair } from "./judge.ts";
import { sourceSide } from "./quality-of.ts";
import { type QualityOptions, brokenCells } from "./quality.ts";

/** What our rules say of a target's texts, at the value where each stands. */
export function* observeQuality(
  judged: JudgedPair,
  options: QualityOptions,
): Generator<Observation> {
  const { source, file, target, pair, verdict } = judged;
  const positions = positionsIn(file.catalog.bytes);
  for (const { row, violation } of brokenCells(pair, verdict, options, sourceSide(judged))) {
    const at = pair.rows[row] as number;
    const { code, detail } = violation;
    yield {
      code,
      path: file.path,
      ...positions(file.catalog.valueStart[at] as number),
      locale: target.locale,
      namespace: target.namespace,
      key: keyOf(source.catalog, row),
      detail: {
        sourceLocale: options.rules.sourceLocale,
        source: textOf(source.catalog, row),
        target: textOf(file.catalog, at),
        ...detail,
      },
    };
  }
}
