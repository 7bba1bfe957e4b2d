import { expect, test } from "vitest";
import { createApplication } from "../support/application.ts";
import { type Peers, installPeers } from "../support/peers.ts";
import { blocksOf } from "./page.ts";

const peers = await installPeers("nuxt");

/** In a test Nuxt says nothing. */
const ENV = {
  TEST: "",
  VITEST: "",
  NUXT_TELEMETRY_DISABLED: "1",
  NODE_ENV: "production",
  NO_COLOR: "1",
};

test.skipIf(!peers)(
  "Nuxt, built as the page says, tells of the undefined key once (skipped where npm installs nothing)",
  async () => {
    const { root } = await createApplication({
      packages: ["nuxt", "vue", "vue-i18n"],
      ...(peers && { peers }),
      config: "sourceLocale: en\ntargetLocales: [de]\nfiles: ['locales/{locale}.json']\n",
      files: {
        ".gitignore": "node_modules\n.nuxt\n.output\n",
        "package.json": { private: true, type: "module", dependencies: { "vue-i18n": "*" } },
        "locales/en.json": { cart: { title: "Cart", pay: "Pay now" } },
        "locales/de.json": { cart: { title: "Warenkorb", pay: "Bezahlen" } },
        "app/plugins/i18n.js": `import { createI18n } from "vue-i18n";
import en from "../../locales/en.json";

export default defineNuxtPlugin(({ vueApp }) => {
  vueApp.use(createI18n({ legacy: false, locale: "en", messages: { en } }));
});
`,
        "app/app.vue": `<template>
  <p :title="$t('cart.title')">{{ $t("cart.pya") }}</p>
</template>
`,
        "nuxt.config.js": blocksOf("js").get("nuxt.config.js") ?? "",
      },
    });
    const { path, run } = peers as Peers;
    const { stdout, stderr } = await run(path("nuxt/bin/nuxt.mjs"), ["build"], {
      cwd: root,
      env: ENV,
    });
    const log = stdout + stderr;
    // Client and server are built one after the other.
    expect(log).toMatch(/Building client.*Building server/su);
    expect(log).toContain(`[plugin locstep] app/app.vue:2:38
✗ "cart.pya" is used here, but English does not define it (did you mean "cart.pay"?)
  1 │ <template>`);
    expect(log.match(/Translations: /gu)).toHaveLength(1);
    expect(log).toContain("Build complete");
  },
);
