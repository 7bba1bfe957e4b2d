import { messageId } from "../../model/message.ts";
import { counted } from "../../report/words.ts";
import type { Fill } from "../write/plan-write.ts";
import type { JobState } from "../../providers/provider.ts";
import type { Asking } from "./collect.ts";
import type { Want } from "./want.ts";

/** The first attempt's answer is what stands. */
export const REDO_ATTEMPT = 2;

/** Whether a group that a person asks for again answers nothing but what stands. */
export function standsAlready(wants: readonly Want[]): NonNullable<Asking["isSpent"]> {
  const standing = new Map<string, string | undefined>();
  for (const { isRedo, isUnderWay, locale, message, previous } of wants) {
    if (isRedo && !isUnderWay) standing.set(`${locale}\n${messageId(message)}`, previous);
  }
  return ({ group }, states) =>
    states.every((state: JobState) => {
      if (state.status !== "done") return false;
      return group.messages.every((message, at) => {
        const id = `${state.locale}\n${messageId(message)}`;
        return standing.has(id) && standing.get(id) === state.texts.get(at);
      });
    });
}

/** That asking again changed nothing: some services answer what they have. */
export function redoNotes(
  wants: readonly Want[],
  fills: ReadonlyMap<Want, Fill>,
): readonly string[] {
  const same = wants.filter((want) => {
    const fill = want.isRedo ? fills.get(want) : undefined;
    return fill !== undefined && fill.text === want.previous;
  });
  if (same.length === 0) return [];
  const stood = same.length === 1 ? "it" : "they";
  return [`${counted(same.length, "translation")} came back as ${stood} stood.`];
}
