/** What oxc-parser exports and does not describe. */

declare module "oxc-parser/src-js/wrap.js" {
  export function jsonParseAst(json: string): import("oxc-parser").Program;
}

declare module "oxc-parser/src-js/generated/visit/keys.js" {
  const visitorKeys: Readonly<Record<string, readonly string[]>>;
  // oxlint-disable-next-line import/no-default-export -- as the package has it
  export default visitorKeys;
}

/** Of the platform's, which TypeScript counts among a browser's. */
declare namespace WebAssembly {
  class Memory {
    constructor(pages: { readonly initial: number; readonly maximum: number });
    readonly buffer: ArrayBuffer;
  }
}
