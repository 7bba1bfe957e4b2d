import { keyOf, textOf } from "../../catalog/catalog.ts";
import type { FindingCode, Place } from "../../model/finding.ts";
import type { Key } from "../../model/key.ts";
import type { Observation, ObservationDetail } from "../../report/report.ts";
import { readingOf } from "../checkout/reading.ts";
import type { BehindPair, Difference } from "../judge/judge-by-difference.ts";
import { latePlaces } from "./late-places.ts";
import { type SourceView, revisionOf, sourceMessage } from "./observe.ts";

/** What `observePair` would tell, of a target that was not opened. */
export function observeBehind(
  behind: BehindPair,
  root: string,
  view: SourceView,
): readonly Observation[] {
  const { target, difference } = behind;
  const { locale, namespace, path } = target;
  const placeOf = latePlaces(root, readingOf(target), difference.before.catalog);
  return toldOf(behind, view).map(({ code, row, key, place, detail }) => {
    const at = place ?? { path, line: 0, column: 0, late: () => placeOf(row) };
    return { code, ...at, locale, namespace, key, detail };
  });
}

/** What all locales are told of one message. */
interface Told {
  readonly code: FindingCode;
  /** Of the older source. */
  readonly row: number;
  readonly key: Key;
  /** In the source; undefined: in each target. */
  readonly place?: Place;
  readonly detail: ObservationDetail;
}

const tellings = new WeakMap<Difference, readonly Told[]>();

function toldOf({ difference, source }: BehindPair, view: SourceView): readonly Told[] {
  let told = tellings.get(difference);
  if (told !== undefined) return told;
  const { before, open, orphaned } = difference;
  const sourceLocale = view.locale;
  told = [
    ...open.map((now): Told => {
      const row = before.rows[now] as number;
      const { key, text, place } = sourceMessage(source, now);
      const detail = { sourceLocale, source: text };
      if (row < 0) return { code: "missing", row, key, place, detail };
      const previousSource = textOf(before.catalog, row);
      const since = revisionOf(source, now, view);
      return {
        code: "stale",
        row,
        key,
        detail: { ...detail, origin: place, previousSource, ...since },
      };
    }),
    ...orphaned.map((row): Told => {
      return { code: "orphaned", row, key: keyOf(before.catalog, row), detail: { sourceLocale } };
    }),
  ];
  tellings.set(difference, told);
  return told;
}
