import type { RefusedMessage } from "../../ledger/fact.ts";
import type { FindingCode } from "../../model/finding.ts";
import type { JobGroup } from "../../model/job-group.ts";
import type { Annotations } from "../survey/annotations.ts";
import { type Answers, type RejectedAnswer, cellOf, fillForReview } from "./answers.ts";
import { type Asking, type GroupResult, collect } from "./collect.ts";
import { type GroupOptions, groupWants } from "./group.ts";
import type { Fill } from "../write/plan-write.ts";
import { refusalOf } from "./refused.ts";
import { FIRST_ATTEMPT, type Submission, submitAll } from "./submit.ts";
import type { Want } from "./want.ts";

export interface AgainContext {
  readonly asking: Asking;
  readonly sent: GroupOptions;
  readonly take: (results: readonly GroupResult[], wants: readonly Want[]) => Answers;
  readonly annotations: Annotations;
  /** Rules whose refused translations are written, flagged. */
  readonly review: ReadonlySet<FindingCode>;
  /** Whether so much more may be sent. */
  readonly isAllowed: (groups: readonly JobGroup[]) => boolean;
}

export interface AskedAgain extends Pick<Answers, "warnings"> {
  readonly fills: ReadonlyMap<Want, Fill>;
  readonly refused: readonly RefusedMessage[];
  readonly results: readonly GroupResult[];
  readonly submission: Submission;
}

/** Asks once more for what our rules refused, alone and with the reason as context. */
export async function askAgain(
  rejected: ReadonlyMap<Want, RejectedAnswer>,
  context: AgainContext,
): Promise<AskedAgain> {
  const { asking, sent, take, annotations, review, isAllowed } = context;
  const { provider, signal } = asking;
  const originals = new Map([...rejected].map((entry) => [withReason(entry), entry[0]]));
  const groups = groupWants([...originals.keys()], provider, sent);
  const allowed = isAllowed(groups) ? groups : [];
  const submission = await submitAll(provider, allowed, FIRST_ATTEMPT, signal);
  const results = await collect(submission.running, asking);
  const answers = take(results, [...originals.keys()]);

  const fills = new Map<Want, Fill>();
  const refused: RefusedMessage[] = [];
  for (const [question, want] of originals) {
    const again = answers.rejected.get(question);
    const answer = again ?? (rejected.get(want) as RejectedAnswer);
    const fill = answers.fills.get(question) ?? fillForReview(want, answer, review);
    if (fill !== undefined) {
      fills.set(want, fill);
      continue;
    }
    if (annotations.get(cellOf(want))?.status === "pending") continue;
    annotations.add(cellOf(want), { status: "rejected", reason: answer.reason });
    if (again !== undefined) refused.push(refusalOf(want, answer, provider));
  }
  return { fills, refused, results, submission, warnings: answers.warnings };
}

function withReason([want, { reason }]: readonly [Want, RejectedAnswer]): Want {
  const { message } = want;
  const told = `A translation was refused: ${reason}.`;
  const description = message.description === undefined ? told : `${message.description}\n${told}`;
  return { ...want, message: { ...message, description } };
}
