import { type Tree, membersOf, merged } from "./tree.ts";

/** vue-i18n has one object of messages a locale. */
export function declareVueI18n(trees: ReadonlyMap<string, Tree>): string {
  return `import "vue-i18n";

declare module "vue-i18n" {
  export interface DefineLocaleMessage {
${membersOf(merged(trees), "    ")}  }
}
`;
}
