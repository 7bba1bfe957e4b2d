import { messageId } from "../../model/message.ts";
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
