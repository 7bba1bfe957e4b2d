import { OutsideError, UsageError } from "../../model/errors.ts";
import type { Locales } from "./locales.ts";
import type { Checkout } from "./read-checkout.ts";

/** What a newer locstep wrote may mean more than this one can tell. */
export function refuseNewer({ ledger, ledgerFolder }: Checkout): void {
  if (!ledger.newer) return;
  throw new OutsideError(`${ledgerFolder} was written by a newer locstep than this one`, {
    hint: "Update locstep: `npm install --save-dev locstep@latest`. Nothing was written.",
  });
}

/** A locale that nothing is translated into is a slip of the hand: it would check nothing. */
export function refuseStrangers({ arrangement }: Checkout, locales: Locales): void {
  if (locales === undefined) return;
  const targets = arrangement.sources.flatMap((source) => source.targets);
  const known = new Set(targets.map(({ locale }) => locale));
  const stranger = locales.find((locale) => !known.has(locale));
  if (stranger === undefined) return;
  const hint = known.size > 0 ? `The target locales are ${[...known].join(", ")}.` : undefined;
  throw new UsageError(`${stranger} is not a target locale of this project`, hint);
}
