import { canonicalLocale } from "../../model/locale.ts";

/** A job as far as it is understood: no public page names every field, so all else is let be. */
export interface Job {
  readonly id: string;
  /** Canonical. */
  readonly locale: string;
  readonly state: "pending" | "done" | "failed";
  /** Its texts are to be looked at. */
  readonly isDoubtful: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** The id of a group that was created; undefined where an answer holds none. */
export function groupIdIn(answer: unknown): string | undefined {
  return textOf(fieldsOf(answer)?.groupId);
}

/** The jobs of a group; undefined where an answer lists none. */
export function jobsIn(answer: unknown): readonly Job[] | undefined {
  const jobs = fieldsOf(answer)?.jobs;
  if (!Array.isArray(jobs)) return undefined;
  return jobs.flatMap((job: unknown) => {
    const fields = fieldsOf(job) ?? {};
    const id = textOf(fields.id) ?? textOf(fields.jobId);
    const locale = canonicalLocale(textOf(fields.targetLocale) ?? textOf(fields.locale) ?? "");
    if (id === undefined || locale === undefined) return [];
    const status = textOf(fields.status) ?? "";
    return { id, locale, state: stateOf(status), isDoubtful: status === DOUBTFUL };
  });
}

/** A group that is older than this was made by an earlier run, whatever its jobs are said to be. */
const AN_HOUR = 60 * 60 * 1_000;

/** Whether a group that was asked for had ended already. `now`: the service's clock, as a date. */
export function hasEnded(answer: unknown, now: string | null): boolean {
  const age = Date.parse(now ?? "") - Date.parse(textOf(fieldsOf(answer)?.createdAt) ?? "");
  const jobs = jobsIn(answer) ?? [];
  return age > AN_HOUR || (jobs.length > 0 && jobs.every(({ state }) => state !== "pending"));
}

const DOUBTFUL = "completed_with_warnings";

/** A status that is not known may still change. */
function stateOf(status: string): Job["state"] {
  if (status === "completed" || status === DOUBTFUL) return "done";
  return status === "failed" ? "failed" : "pending";
}

/** What a job answered; undefined where it holds nothing of the kind. */
export function outputIn(job: unknown): unknown {
  const fields = fieldsOf(job);
  return fieldsOf(fields?.outputData ?? fields?.data);
}

/** Why a job failed or is doubtful, in the service's words; undefined where it does not say. */
export function reasonIn(job: unknown): string | undefined {
  const fields = fieldsOf(job) ?? {};
  const steps = Array.isArray(fields.steps) ? fields.steps.map(fieldsOf) : [];
  const said = [fields, ...steps].flatMap((part) => [
    ...sayings(part?.error),
    ...sayings(part?.errorMessage),
    ...sayings(part?.warning),
    ...sayings(part?.warnings),
  ]);
  return said.length === 0 ? undefined : [...new Set(said)].join("; ");
}

function sayings(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(sayings);
  const { message, key } = fieldsOf(value) ?? {};
  if (typeof message !== "string") return [];
  return [typeof key === "string" ? `${key}: ${message}` : message];
}

function fieldsOf(value: unknown): Fields | undefined {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMap ? (value as Fields) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
