/** A small application in one library: its component uses "checkout", and "chekout", which nothing defines. */
export interface LibraryFixture {
  readonly component: string;
  readonly source: string;
  readonly dependencies: readonly string[];
}

export const LIBRARIES: Readonly<Record<string, LibraryFixture>> = {
  "React and i18next": {
    component: "App.jsx",
    source: `import { useTranslation } from "react-i18next";

export default function App() {
  const { t } = useTranslation();
  return <a href="/" title={t("checkout")}>{t("chekout")}</a>;
}
`,
    dependencies: ["react", "i18next", "react-i18next"],
  },
  "Vue and vue-i18n": {
    component: "App.vue",
    source: `<script setup>
import { useI18n } from "vue-i18n";
const { t } = useI18n();
</script>

<template>
  <a href="/" :title="t('checkout')">{{ $t("chekout") }}</a>
</template>
`,
    dependencies: ["vue", "vue-i18n"],
  },
  "Svelte and svelte-i18n": {
    component: "App.svelte",
    source: `<script>
  import { _ } from "svelte-i18n";
</script>

<a href="/" title={$_("checkout")}>{$_("chekout")}</a>
`,
    dependencies: ["svelte", "svelte-i18n"],
  },
  "React and react-intl": {
    component: "App.jsx",
    source: `import { FormattedMessage, useIntl } from "react-intl";

export default function App() {
  const intl = useIntl();
  return <a href="/" title={intl.formatMessage({ id: "checkout" })}><FormattedMessage id="chekout" /></a>;
}
`,
    dependencies: ["react", "react-intl"],
  },
};
