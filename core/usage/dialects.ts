/** What a piece of code is written in. */
export type Dialect = "js" | "jsx" | "ts" | "tsx";

/** Extensions of sources, each with what it is written in. */
export const DIALECTS: Readonly<Record<string, Dialect>> = {
  js: "jsx",
  jsx: "jsx",
  mjs: "jsx",
  cjs: "jsx",
  ts: "ts",
  mts: "ts",
  cts: "ts",
  tsx: "tsx",
};

export function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** Extensions of components that mix markup with code. */
export const MARKUPS = { vue: "vue", svelte: "svelte", astro: "astro" } as const;

/** The extension of templates, which only adapters that know templates look at. */
export const TEMPLATE = "html";

export function isSource(path: string): boolean {
  const extension = extensionOf(path);
  return (
    extension === TEMPLATE ||
    Object.hasOwn(DIALECTS, extension) ||
    Object.hasOwn(MARKUPS, extension)
  );
}
