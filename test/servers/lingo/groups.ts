import { createHash } from "node:crypto";
import type { Fault } from "../../contract/provider.ts";
import { type CreateRequest, mapTexts } from "./request.ts";

/** What the service can do wrong besides what any can. */
export type LingoFault =
  | Fault
  /** The job ends `completed_with_warnings`; texts that hold `text` come back as they were sent. */
  | { readonly kind: "warns"; readonly text: string }
  /** Texts come back without their `{{placeholders}}`. */
  | { readonly kind: "loses-placeholders" }
  /** The job of the locale is processed for ever. */
  | { readonly kind: "never-ends"; readonly locale: string };

export type JobStatus =
  | "queued"
  | "processing"
  | "completed"
  | "completed_with_warnings"
  | "failed";

export interface LingoJob {
  readonly id: string;
  readonly groupId: string;
  readonly targetLocale: string;
  readonly engineId: string;
  /** On the clock of `performance.now`. */
  readonly endsAt: number;
  /** What it ends as; undefined for never. */
  readonly end: "completed" | "completed_with_warnings" | "failed" | undefined;
  readonly outputData: unknown;
}

export interface LingoGroup {
  readonly id: string;
  readonly createdAt: string;
  readonly request: CreateRequest;
  readonly jobs: readonly LingoJob[];
}

/** The service's memory. */
export interface Groups {
  /** The existing group where the idempotency key is known to the engine. */
  create(request: CreateRequest): LingoGroup;
  /** Newest first. */
  all(): readonly LingoGroup[];
  /** Texts paid for, a locale each: those of jobs that do not fail. */
  charged(): number;
  disturb(fault: LingoFault): void;
  heal(): void;
  readonly faults: readonly LingoFault[];
}

export function openGroups(jobTime: number): Groups {
  const groups: LingoGroup[] = [];
  const byKey = new Map<string, LingoGroup>();
  const faults: LingoFault[] = [];
  let charged = 0;

  function create(request: CreateRequest): LingoGroup {
    const { idempotencyKey, engineId = "eng_default" } = request;
    const known = byKey.get(`${engineId} ${idempotencyKey}`);
    if (idempotencyKey !== undefined && known !== undefined) return known;
    const id = idOf("ljg", groups.length);
    const jobs = request.targetLocales.map((locale, at): LingoJob => {
      const { end, output } = outcomeOf(request, locale, faults);
      if (end !== "failed") charged += textsIn(request.data);
      return {
        id: idOf("ljb", groups.length * 1_000 + at),
        groupId: id,
        targetLocale: locale,
        engineId,
        endsAt: performance.now() + jobTime * (1 + at / request.targetLocales.length),
        end,
        outputData: output,
      };
    });
    const group = { id, createdAt: new Date().toISOString(), request, jobs };
    groups.push(group);
    byKey.set(`${engineId} ${idempotencyKey}`, group);
    return group;
  }

  return {
    create,
    all: () => [...groups].reverse(),
    charged: () => charged,
    disturb: (fault) => void faults.push(fault),
    heal: () => void faults.splice(0),
    faults,
  };
}

/** Jobs are queued, then processed, then over. */
export function statusOf({ end, endsAt }: LingoJob, jobTime: number): JobStatus {
  const now = performance.now();
  if (now < endsAt - jobTime / 2) return "queued";
  if (end === undefined || now < endsAt) return "processing";
  return end;
}

function outcomeOf(
  { data }: CreateRequest,
  locale: string,
  faults: readonly LingoFault[],
): { readonly end: LingoJob["end"]; readonly output: unknown } {
  let end: LingoJob["end"] = "completed";
  let translate = (text: string): unknown => (text.trim() === "" ? text : `${locale}: ${text}`);
  let others = {};
  for (const fault of faults) {
    const before = translate;
    if (fault.kind === "locale-fails" && fault.locale === locale) end = "failed";
    if (fault.kind === "never-ends" && fault.locale === locale) end = undefined;
    if (fault.kind === "adds-others") others = { nobody: "asked", asked: { for: ["this"] } };
    if (fault.kind === "leaves-out") {
      translate = (text) => (text === fault.text ? undefined : before(text));
    }
    if (fault.kind === "answers-no-text") {
      const none = locale.length % 2 ? 7 : "";
      translate = (text) => (text === fault.text ? none : before(text));
    }
    if (fault.kind === "loses-placeholders") {
      translate = (text) => String(before(text)).replaceAll(/ \{\{.*?\}\}/gu, "");
    }
    if (fault.kind === "warns") {
      end = "completed_with_warnings";
      translate = (text) => (text.includes(fault.text) ? text : before(text));
    }
  }
  const output = mapTexts(data, (text) => translate(text)) as object;
  return { end, output: { ...output, ...others } };
}

function textsIn(data: unknown): number {
  let count = 0;
  mapTexts(data, () => void count++);
  return count;
}

/** As ids look that name nothing: no two services give the same. */
function idOf(kind: "ljg" | "ljb", number: number): string {
  const text = createHash("sha256").update(`${kind} ${number} ${process.pid}`).digest("base64");
  return `${kind}_${text.replaceAll(/[^A-Za-z0-9]/gu, "").slice(0, 16)}`;
}
