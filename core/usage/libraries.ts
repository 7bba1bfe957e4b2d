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

/** The libraries among packages, in the order of {@link LIBRARIES}. */
export function librariesAmong(packages: ReadonlySet<string>): readonly Library[] {
  const found = new Set(
    Object.entries(PACKAGES).flatMap(([name, library]) => (packages.has(name) ? library : [])),
  );
  return LIBRARIES.filter((library) => found.has(library));
}

/** What a `package.json`, parsed, depends on. Whatever is not of the shape names nothing. */
export function dependenciesOf(manifest: unknown): ReadonlySet<string> {
  const dependencies = FIELDS.map((field) => property(manifest, field));
  return new Set(dependencies.flatMap((of) => Object.keys(of ?? {})));
}

/** What a `package.json`, parsed, calls its package. */
export function packageName(manifest: unknown): string | undefined {
  const name = property(manifest, "name");
  return typeof name === "string" ? name : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
