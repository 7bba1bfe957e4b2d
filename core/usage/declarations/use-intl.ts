import { type Tree, membersOf, merged } from "./tree.ts";

/** `module` is `use-intl`, or `next-intl`, which hands it on. */
export function declareUseIntl(
  module: "use-intl" | "next-intl",
): (trees: ReadonlyMap<string, Tree>) => string {
  return (trees) => `import "${module}";

declare module "${module}" {
  interface AppConfig {
    Messages: Messages;
  }
}

interface Messages {
${membersOf(merged(trees), "  ")}}
`;
}
