import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApplication } from "../support/application.ts";
import { chromiumPath, openChromium } from "../support/chromium.ts";
import { runCli } from "../support/cli.ts";
import { startDevServer } from "../support/dev-server.ts";
import { type TestRepository, temporaryFolder } from "../support/repository.ts";

/** `LOCSTEP_SCREENSHOTS=docs/images npm run test:all -- screenshots` renews those of the docs. */
const FOLDER = process.env["LOCSTEP_SCREENSHOTS"];

const LOOKS = {
  "panel-light": { viewport: { width: 1000, height: 760 }, colorScheme: "light" },
  "panel-dark": { viewport: { width: 1000, height: 760 }, colorScheme: "dark" },
  "panel-phone": { viewport: { width: 390, height: 844 }, colorScheme: "light" },
} as const;

test.skipIf(chromiumPath === undefined)(
  "the panel looks well in light, in dark and on a telephone",
  async () => {
    const { root } = await halfTranslated();
    const { url } = await startDevServer(root);
    const folder = FOLDER === undefined ? temporaryFolder() : join(process.cwd(), FOLDER);
    mkdirSync(folder, { recursive: true });
    const browser = await openChromium();
    for (const [name, look] of Object.entries(LOOKS)) {
      const page = await browser.newPage({ ...look, reducedMotion: "reduce" });
      await page.goto(`${url}__locstep/`);
      await page.locator(".finding").nth(3).waitFor();
      const path = join(folder, `${name}.png`);
      await page.screenshot({ path });
      // Small enough to stand in a repository, and not an empty page.
      expect(statSync(path).size).toBeGreaterThan(15_000);
      expect(statSync(path).size).toBeLessThan(120_000);
      await page.close();
    }
  },
);

const NAV = { home: "Home", orders: "Orders", help: "Help" };
const CART = {
  title_one: "{{count}} thing in your cart",
  title_other: "{{count}} things in your cart",
  total: "Total: {{amount}}",
  checkout: "Go to checkout",
};

async function halfTranslated(): Promise<TestRepository> {
  const repository = await createApplication({
    packages: ["vite"],
    config:
      "sourceLocale: en\ntargetLocales: [de, fr, ja, pt-BR]\nfiles:\n  - locales/{locale}.json\n",
    files: {
      "package.json": { name: "shop", type: "module", dependencies: { "react-i18next": "*" } },
      "locales/en.json": { nav: NAV, cart: CART },
      "locales/de.json": {
        nav: { home: "Start", orders: "Bestellungen", help: "Hilfe" },
        cart: {
          title_one: "{{count}} Artikel im Warenkorb",
          title_other: "{{count}} Artikel im Warenkorb",
          total: "Summe: {{amount}}",
          checkout: "Zur Kasse",
        },
      },
      "locales/fr.json": {
        nav: { home: "Accueil", orders: "Commandes", help: "Aide" },
        cart: {
          title_one: "{{count}} article dans votre panier",
          title_other: "{{count}} articles dans votre panier",
          title_many: "{{count}} d'articles dans votre panier",
          total: "Total : {{amount}}",
          checkout: "Passer commande",
        },
      },
      "locales/ja.json": {
        nav: { home: "ホーム", orders: "注文", help: "ヘルプ" },
        cart: { title_other: "カートに{{count}}点", checkout: "レジに進む" },
      },
      "locales/pt-BR.json": { nav: { home: "Início", orders: "Pedidos", help: "Ajuda" } },
      "src/Cart.jsx": `import { useTranslation } from "react-i18next";

export function Cart({ count, total }) {
  const { t } = useTranslation();
  return (
    <section>
      <h1>{t("cart.title", { count })}</h1>
      <p>{t("cart.totl", { amount: total })}</p>
      <button>{t("cart.checkout")}</button>
    </section>
  );
}
`,
      "index.html": "<h1>Shop</h1>\n",
      "vite.config.js": `import { locstep } from "locstep/vite";
export default { plugins: [locstep()] };\n`,
    },
  });
  expect(await runCli(["init"], { cwd: repository.root })).toMatchObject({ code: 0 });
  await repository.commit("Adopt");
  repository.write("locales/en.json", {
    nav: { ...NAV, help: "Help and contact" },
    cart: { ...CART, voucher: "Redeem a voucher" },
  });
  return repository;
}
