import type { PendingGroup } from "../../ledger/fact.ts";
import { messageTag } from "../../ledger/tags.ts";
import { compareText } from "../../model/compare-text.ts";
import { type JobGroup, termsIn } from "../../model/job-group.ts";
import type { Message } from "../../model/message.ts";
import type { Provider } from "../../providers/provider.ts";
import { type GroupOptions, questionOf } from "./group.ts";
import type { RunningGroup } from "./submit.ts";
import type { Want } from "./want.ts";

/** What is wanted, parted by whether a provider has it already. */
export interface Parted {
  /** Groups that some machine submitted and that hold something wanted. */
  readonly running: readonly RunningGroup[];
  /** What nobody was asked for yet. */
  readonly open: readonly Want[];
}

/**
 * Subtracts what is in flight before anything is grouped, so that an eleventh message never pays
 * for ten again. A message whose text changed has another tag and is wanted anew; what a person asks
 * for again is no matter of what was asked before.
 */
export function partInFlight(
  wants: readonly Want[],
  pending: readonly PendingGroup[],
  provider: Provider,
  options: GroupOptions,
): Parted {
  const byTag = new Map<string, Message>();
  for (const { message, isRedo, isUnderWay } of wants) {
    if (!isRedo || isUnderWay) byTag.set(messageTag(message), message);
  }
  const taken = new Set<string>();
  const running: RunningGroup[] = [];
  for (const line of pending) {
    if (line.provider !== provider.name || !line.messages.some((tag) => byTag.has(tag))) continue;
    running.push({
      group: groupOf(line, byTag, options),
      attempt: line.attempt,
      handle: line.handle,
    });
    for (const tag of line.messages) {
      const message = byTag.get(tag);
      if (message === undefined) continue;
      for (const locale of line.locales) taken.add(`${locale} ${questionOf(message)}`);
    }
  }
  const open = wants.filter(({ locale, message, isRedo, isUnderWay }) =>
    isRedo ? !isUnderWay : !taken.has(`${locale} ${questionOf(message)}`),
  );
  return { running, open };
}

/** As much of the group as can be told from its line; what is no longer wanted is left blank. */
function groupOf(
  line: PendingGroup,
  byTag: ReadonlyMap<string, Message>,
  { sourceLocale, lockedKeys, terms }: GroupOptions,
): JobGroup {
  const blank = { namespace: "", key: [], text: "" };
  const messages = line.messages.map((tag) => byTag.get(tag) ?? blank);
  return {
    contentKey: line.contentKey,
    sourceLocale,
    targetLocales: line.locales,
    messages,
    previous: {},
    lockedKeys: [...lockedKeys].sort(compareText),
    terms: termsIn(messages, terms),
  };
}
