import { OutsideError, UsageError } from "../../core/model/errors.ts";
import { keyId } from "../../core/model/key.ts";
import type { MessageId } from "../../core/model/message.ts";
import type { Session } from "../../core/workflow/session.ts";
import type { ReportOption } from "../options.ts";

/** Tells the provider what code asks for: each message once a thread, many in one request. */
export interface Reporter {
  /** Why it could not, in words for a person. */
  report(session: Session): Promise<string | undefined>;
}

/** A build waits for a service no longer than this, in milliseconds. */
const TIME_LIMIT = 10_000;

/** `isServing`: for a dev server; a build tells only in CI, never on a person's machine. */
export function startReporter(
  { missing, used }: Required<ReportOption>,
  isServing: boolean,
): Reporter {
  const sent = new Set<string>();
  const isContinuous = !["", "0", "false"].includes(process.env["CI"] ?? "");
  const isWanted = (missing || used) && (isServing || isContinuous);

  /** Those that were not sent before. */
  function news<T extends MessageId>(messages: readonly T[], kind: string): readonly T[] {
    return messages.filter(({ namespace, key }) => {
      const id = `${kind}\n${namespace}\n${keyId(key)}`;
      return !sent.has(id) && sent.add(id);
    });
  }

  return {
    async report(session) {
      if (!isWanted) return undefined;
      const seen = session.seenUsage();
      const report = {
        missing: missing ? news(seen.missing, "missing") : [],
        used: used ? news(seen.used, "used") : [],
      };
      if (report.missing.length + report.used.length === 0) return undefined;
      try {
        const { reportUsage } = await import("../../core/workflow/usage/report-usage.ts");
        const signal = AbortSignal.timeout(TIME_LIMIT);
        const end = await reportUsage(session.project, process.env, report, signal);
        if (end === "sent") return undefined;
        return "The configured provider keeps no account of keys: take `report` out of locstep().";
      } catch (error) {
        if (!(error instanceof UsageError || error instanceof OutsideError)) throw error;
        const hint = error.hint === undefined ? "" : `\n→ ${error.hint}`;
        return `The provider was not told which keys are used: ${error.message}${hint}`;
      }
    },
  };
}
