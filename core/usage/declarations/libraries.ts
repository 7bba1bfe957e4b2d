/** Libraries whose types can be told which keys there are. */
export const TYPED_LIBRARIES = ["i18next", "vue-i18n", "next-intl", "use-intl"] as const;

export type TypedLibrary = (typeof TYPED_LIBRARIES)[number];
