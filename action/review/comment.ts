import { OutsideError } from "../../core/model/errors.ts";
import type { Context } from "../context.ts";
import type { Inputs } from "../inputs.ts";
import type { Outcome } from "../outputs.ts";
import { markerOf } from "../text/marker.ts";
import { MOST_BODY } from "../text/pull-request.ts";
import { type ReviewFacts, reviewText } from "../text/review.ts";

/**
 * Keeps the review's one comment current; writes the first when there is something to say. A token
 * that may not is no failure: a fork's never may, and the summary says the same.
 */
export async function comment(
  context: Context,
  { comment: isWanted, token }: Inputs,
  facts: ReviewFacts,
): Promise<Outcome["notices"]> {
  const number = context.payload.pull_request?.number;
  if (!isWanted || token === "" || number === undefined) return [];
  const [{ openClient }, { upsertComment }] = await Promise.all([
    import("../github/client.ts"),
    import("../github/comments.ts"),
  ]);
  try {
    await upsertComment(openClient(context, token), {
      number,
      body: reviewText(facts, MOST_BODY),
      isOurs: (body) => isOfReview(body, facts.scope),
      isNews: facts.fresh.length > 0,
    });
    return [];
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const hint = error.hint === undefined ? "" : ` ${error.hint}`;
    const text = `The review stands in the summary of this run alone: ${error.message}.${hint}`;
    return [{ level: "notice", text }];
  }
}

function isOfReview(body: string, scope: string): boolean {
  const marker = markerOf(body);
  return marker?.kind === "review" && marker.scope === scope;
}
