/** The libraries whose calls are understood, each by a file of `adapters/`. */
export const LIBRARIES = [
  "i18next",
  "vue-i18n",
  "next-intl",
  "react-intl",
  "svelte-i18n",
  "lingui",
  "ngx-translate",
  "transloco",
] as const;

export type Library = (typeof LIBRARIES)[number];

/** By the package that a project depends on. */
const PACKAGES: Readonly<Record<string, Library>> = {
  i18next: "i18next",
  "react-i18next": "i18next",
  "next-i18next": "i18next",
  "i18next-vue": "i18next",
  "vue-i18n": "vue-i18n",
  "@nuxtjs/i18n": "vue-i18n",
  "next-intl": "next-intl",
  "use-intl": "next-intl",
  "react-intl": "react-intl",
  "@formatjs/intl": "react-intl",
  "svelte-i18n": "svelte-i18n",
  "@lingui/core": "lingui",
  "@lingui/react": "lingui",
  "@lingui/macro": "lingui",
  "@ngx-translate/core": "ngx-translate",
  "@jsverse/transloco": "transloco",
  "@ngneat/transloco": "transloco",
};

/** Where a `package.json` names what it depends on. */
const FIELDS = ["dependencies", "devDependencies", "peerDependencies"] as const;

/**
 * The libraries that a `package.json`, parsed, depends on, in the order of {@link LIBRARIES}.
 * Whatever is not of the shape names none.
 */
export function librariesOf(manifest: unknown): readonly Library[] {
  const found = new Set<Library>();
  for (const field of FIELDS) {
    const dependencies = property(manifest, field);
    if (typeof dependencies !== "object" || dependencies === null) continue;
    for (const [name, library] of Object.entries(PACKAGES)) {
      if (Object.hasOwn(dependencies, name)) found.add(library);
    }
  }
  return LIBRARIES.filter((library) => found.has(library));
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
