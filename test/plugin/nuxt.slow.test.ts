import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { PanelData } from "../../plugin/check/panel-data.ts";
import { createApplication } from "../support/application.ts";
import { type Peers, installPeers } from "../support/peers.ts";
import type { TestRepository } from "../support/repository.ts";
import { blocksOf } from "./page.ts";

const peers = await installPeers("nuxt");

const APP = `<template>
  <p :title="$t('cart.title')">{{ $t("cart.pya") }}</p>
</template>
`;

/** In a test Nuxt says nothing. */
const ENV = {
  TEST: "",
  VITEST: "",
  NUXT_TELEMETRY_DISABLED: "1",
  NODE_ENV: "production",
  NO_COLOR: "1",
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Something is wrong with "cart.pya". */
async function application(): Promise<TestRepository> {
  return createApplication({
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
      "app/app.vue": APP,
      "nuxt.config.js": blocksOf("js").get("nuxt.config.js") ?? "",
    },
  });
}

test.skipIf(!peers)(
  "Nuxt's dev server, which is two of Vite's, tells once and shows the panel (skipped where npm installs nothing)",
  async () => {
    const { root, write } = await application();
    const { path, run } = peers as Peers;
    const port = await freePort();
    const ending = new AbortController();
    const args = ["dev", "--no-fork", "--host", "127.0.0.1", "--port", String(port)];
    const options = { cwd: root, env: { ...ENV, NODE_ENV: "development" }, signal: ending.signal };
    const running = run(path("nuxt/bin/nuxt.mjs"), args, options).catch((error) => error);
    onTestFinished(() => ending.abort());
    const url = `http://127.0.0.1:${port}/__locstep/report.json`;
    async function findings(): Promise<number | undefined> {
      try {
        const report = (await (await fetch(url)).json()) as PanelData | null;
        return report?.findings.length;
      } catch {
        return undefined;
      }
    }
    await expect.poll(findings, { timeout: 180_000, interval: 500 }).toBe(1);
    write("app/app.vue", APP.replace("pya", "pay"));
    await expect.poll(findings, { timeout: 60_000, interval: 500 }).toBe(0);
    ending.abort();
    const { stdout, stderr } = await running;
    const log = `${stdout}${stderr}`;
    expect(log).toContain("Vite server");
    expect(log.match(/"cart\.pya" is used here/gu), log).toHaveLength(1);
  },
);

test.skipIf(!peers)(
  "Nuxt, built as the page says, tells of the undefined key once (skipped where npm installs nothing)",
  async () => {
    const { root } = await application();
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
