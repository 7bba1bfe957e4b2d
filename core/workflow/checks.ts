import type { Report } from "../report/report.ts";
import type { CheckOptions } from "./check.ts";
import { isAtRest, openKeptReport } from "./checkout/kept-report.ts";
import type { Project } from "./checkout/project.ts";
import { type RawCheckout, readRawCheckout } from "./checkout/raw-checkout.ts";
import type { Checkout } from "./checkout/read-checkout.ts";
import { refuseStrangers } from "./checkout/refuse.ts";
import { settledReport } from "./checkout/settled.ts";
import type { Workspace } from "./checkout/workspace.ts";
import type { UsageCheck } from "./usage/check-usage.ts";

/** The checks of one session, each of the checkout as it stands then. */
export interface Checks {
  /** With what the baseline holds. */
  now(options?: CheckOptions): Promise<Report>;
  /** The same after these files changed, from less where less is enough. */
  update(paths: readonly string[], options?: CheckOptions): Promise<Report>;
  /** What the last one stood on, where git tells all of it. */
  whole(): RawCheckout | undefined;
  /** Undefined until code was looked at. */
  usage(): UsageCheck | undefined;
}

/** Has `work` done in a workspace of its own: on this checkout, or as the checkout stands then. */
export type WithWorkspace = <T>(
  work: (workspace: Workspace) => Promise<T>,
  checkout?: Checkout,
) => Promise<T>;

/** What reads locale files, history and code is loaded only where a check needs it: most do not. */
export function openChecks(project: Project, withWorkspace: WithWorkspace): Checks {
  let usage: UsageCheck | undefined;
  let whole: RawCheckout | undefined;

  async function now(options: CheckOptions = {}): Promise<Report> {
    const { locales, usage: withCode = true, isSeen = false } = options;
    whole = undefined;
    const raw = await readRawCheckout(project, withCode);
    const kept = locales === undefined ? openKeptReport(project, raw) : undefined;
    if (kept?.report !== undefined && !isSeen) {
      usage?.forget();
      whole = raw;
      return kept.report;
    }
    const { settledListing } = await import("./checkout/settled-listing.ts");
    const quick = locales === undefined ? settledListing(project, raw) : undefined;
    if (quick !== undefined) {
      kept?.keep(true, quick);
      whole = raw;
      return quick;
    }
    const { readCheckout } = await import("./checkout/read-checkout.ts");
    const checkout = await readCheckout(project, raw);
    refuseStrangers(checkout, locales);
    const settled = settledReport(checkout, locales);
    const hasCode = checkout.code.length > 0;
    const report =
      settled !== undefined && !hasCode
        ? settled
        : await withWorkspace(async (workspace) => {
            const { check } = await import("./check.ts");
            const checked = settled ?? (await check(workspace, options));
            return hasCode ? withUsage(workspace, checked) : checked;
          }, checkout);
    // A parser that is not there may be by the next time.
    const isTold = !hasCode || usage?.isRead() === true;
    if (isTold && checkout.isWhole && locales === undefined) whole = raw;
    if (isTold && isAtRest(report)) kept?.keep(checkout.isWhole, report);
    return report;
  }

  async function withUsage(workspace: Workspace, report: Report): Promise<Report> {
    const { openUsageCheck } = await import("./usage/check-usage.ts");
    usage ??= openUsageCheck(project);
    return usage.add(workspace, report);
  }

  return {
    now,
    async update(paths, options) {
      whole = undefined;
      return (await usage?.update(paths)) ?? now(options);
    },
    whole: () => whole,
    usage: () => usage,
  };
}
