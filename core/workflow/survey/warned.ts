import type { Finding } from "../../model/finding.ts";
import type { Config } from "../../project/config.ts";
import { describe } from "../../report/describe.ts";
import type { Translated } from "../translate/translate-wants.ts";

/** What a provider says is doubtful, a finding a file: it does not tell of which text. */
export function warnedFindings({ warnings }: Translated, { checks }: Config): readonly Finding[] {
  const severities = Object.fromEntries(checks);
  return [...warnings].flatMap(([{ target }, reason]) => {
    const { path, locale, namespace } = target;
    const place = { path, line: 1, column: 1, locale, namespace };
    return describe({ code: "warned", ...place, detail: { reason } }, severities) ?? [];
  });
}
