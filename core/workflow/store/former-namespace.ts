import type { JudgedPair } from "../judge/judge.ts";
import type { OpenSource } from "../checkout/open-source.ts";
import type { Workspace } from "../checkout/workspace.ts";

/**
 * What a source's namespace was called when facts about its targets were written, where no file of
 * that name is left. Undefined where it has always been called so, or nothing tells.
 */
export function formerNamespace(
  { files, arrangement }: Workspace,
  { file }: OpenSource,
  pairs: readonly JudgedPair[],
): string | undefined {
  const current = new Set(arrangement.sources.map(({ namespace }) => namespace));
  for (const { evidence } of pairs) {
    for (const { fact } of evidence) {
      const match = files.has(fact.path) ? undefined : file.family.template.match(fact.path);
      if (match === undefined) continue;
      const name = [...match.captures, match.namespace ?? ""]
        .filter((part) => part !== "")
        .join("/");
      if (name !== "" && !current.has(name)) return name;
    }
  }
  return undefined;
}
