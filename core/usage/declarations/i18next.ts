import { type Tree, membersOf } from "./tree.ts";

const DEFAULT = "translation";

/** i18next reads `resources` by namespace, and keys without one in `defaultNS`. */
export function declareI18next(trees: ReadonlyMap<string, Tree>): string {
  const named = new Map<string, Tree>();
  for (const [namespace, tree] of trees) named.set(namespace === "" ? DEFAULT : namespace, tree);
  const [only] = named.keys();
  const fallback = named.size === 1 && only !== undefined ? only : DEFAULT;
  return `import "i18next";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: ${JSON.stringify(fallback)};
    resources: Resources;
  }
}

interface Resources {
${membersOf(new Map(named), "  ")}}
`;
}
