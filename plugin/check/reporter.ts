import { OutsideError, UsageError } from "../../core/model/errors.ts";
import { type MessageId, messageId } from "../../core/model/message.ts";
import type { Session } from "../../core/workflow/session.ts";
import type { UsageReport } from "../../core/workflow/usage/report-usage.ts";
import type { ReportOption } from "../options.ts";

/** Tells the provider what code asks for: each message once a thread, many in one request. */
export interface Reporter {
  /** Whether anything is to be told at all. */
  readonly isWanted: boolean;
  /**
   * After a check. A build waits for it; a dev server never does, and gets the outcome of an earlier
   * try. Answers why it could not, in words for a person, once for the same reason.
   */
  report(session: Session): Promise<string | undefined>;
}

/** A build waits for a service no longer than this, in milliseconds. */
const TIME_LIMIT = 10_000;
/** While somebody types, half a key is asked for: it is told when nothing changed for so long. */
const QUIET = 5_000;
/** A service that does not answer is asked again after twice the time, up to this. */
const LONGEST_PAUSE = 600_000;

/** `isServing`: for a dev server; a build tells only in CI, never on a person's machine. */
export function startReporter(option: Required<ReportOption>, isServing: boolean): Reporter {
  const isContinuous = !["", "0", "false"].includes(process.env["CI"] ?? "");
  const isWanted = (option.missing || option.used) && (isServing || isContinuous);
  const sent = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();
  let pause = QUIET;
  let told: string | undefined;
  let remark: string | undefined;

  async function send(session: Session): Promise<"done" | "again"> {
    const report = newsOf(session.seenUsage(), option, sent);
    const failure = await trySending(session, report);
    if (failure === undefined) remember(report, sent);
    if (failure !== undefined && failure !== told) remark = told = failure;
    return failure === undefined ? "done" : "again";
  }

  async function sendNow(session: Session): Promise<void> {
    const outcome = await send(session);
    pause = outcome === "done" ? QUIET : Math.min(2 * pause, LONGEST_PAUSE);
    if (outcome === "again") sendLater(session);
  }

  function sendLater(session: Session): void {
    clearTimeout(timer);
    // One at a time: what is being sent is not yet known as sent.
    timer = setTimeout(() => (sending = sending.then(() => sendNow(session))), pause);
  }

  return {
    isWanted,
    async report(session) {
      if (!isWanted) return undefined;
      if (isServing) sendLater(session);
      else await send(session);
      const now = remark;
      remark = undefined;
      return now;
    },
  };
}

/** What was not sent before. */
function newsOf(
  seen: UsageReport,
  { missing, used }: Required<ReportOption>,
  sent: ReadonlySet<string>,
): UsageReport {
  return {
    missing: missing ? seen.missing.filter((message) => !sent.has(idOf("missing", message))) : [],
    used: used ? seen.used.filter((message) => !sent.has(idOf("used", message))) : [],
  };
}

function remember({ missing, used }: UsageReport, sent: Set<string>): void {
  for (const message of missing) sent.add(idOf("missing", message));
  for (const message of used) sent.add(idOf("used", message));
}

function idOf(kind: "missing" | "used", message: MessageId): string {
  return `${kind}\n${messageId(message)}`;
}

/** Why it could not be sent. */
async function trySending(session: Session, report: UsageReport): Promise<string | undefined> {
  if (report.missing.length + report.used.length === 0) return undefined;
  const signal = AbortSignal.timeout(TIME_LIMIT);
  try {
    const { reportUsage } = await import("../../core/workflow/usage/report-usage.ts");
    const end = await reportUsage(session.project, process.env, report, signal);
    if (end === "sent") return undefined;
    return "The configured provider keeps no account of keys: take `report` out of locstep().";
  } catch (error) {
    // Whatever it is: no check fails for it.
    return `The provider was not told which keys are used: ${reasonOf(error, signal)}`;
  }
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return `it did not answer within ${TIME_LIMIT / 1_000} seconds`;
  if (!(error instanceof UsageError || error instanceof OutsideError)) return String(error);
  return error.hint === undefined ? error.message : `${error.message}\n→ ${error.hint}`;
}
