import type { JobGroup } from "../../model/job-group.ts";
import { byNamespace } from "./names.ts";

/** Collecting looks at each locale once, and at the source before and after, at the least. */
const SOURCE_LOOKS = 2;

/** Modifications: what stands at Locize already is none, so there may be fewer. */
export function billOf(groups: readonly JobGroup[], reads: number, isTranslated: boolean): string {
  let modifications = 0;
  let downloads = reads;
  for (const { messages, targetLocales } of groups) {
    modifications += messages.length * (isTranslated ? 1 + targetLocales.length : 1);
    downloads += byNamespace(messages).size * (targetLocales.length + SOURCE_LOOKS);
  }
  const most = counted(modifications, "modification");
  return `Locize would bill up to ${most} and at least ${counted(downloads, "private download")}.`;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
