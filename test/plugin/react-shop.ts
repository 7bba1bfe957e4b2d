import { createApplication } from "../support/application.ts";
import type { TestRepository } from "../support/repository.ts";

export const APP = `import { useTranslation } from "react-i18next";

export function Cart({ count }) {
  const { t } = useTranslation();
  return (
    <main>
      <h1>{t("cart.title", { count })}</h1>
      <button>{t("cart.checkout")}</button>
    </main>
  );
}
`;

export const ENGLISH = {
  cart: {
    title_one: "{{count}} thing in your cart",
    title_other: "{{count}} things in your cart",
    checkout: "Go to checkout",
  },
};

export const GERMAN = {
  cart: {
    title_one: "{{count}} Artikel im Warenkorb",
    title_other: "{{count}} Artikel im Warenkorb",
    checkout: "Zur Kasse",
  },
};

/** A React application with i18next, everything in step. */
export function reactShop(options = ""): Promise<TestRepository> {
  return createApplication({
    packages: ["vite", "react", "react-dom", "i18next", "react-i18next"],
    config: "sourceLocale: en\ntargetLocales: [de]\nfiles:\n  - public/locales/{locale}.json\n",
    files: {
      "package.json": {
        name: "shop",
        private: true,
        type: "module",
        dependencies: { i18next: "*", "react-i18next": "*", react: "*" },
      },
      "public/locales/en.json": ENGLISH,
      "public/locales/de.json": GERMAN,
      "src/Cart.jsx": APP,
      "src/main.jsx": `import i18next from "i18next";
import { createRoot } from "react-dom/client";
import { initReactI18next } from "react-i18next";
import { Cart } from "./Cart.jsx";

const texts = await (await fetch("/locales/de.json")).json();
await i18next
  .use(initReactI18next)
  .init({ lng: "de", resources: { de: { translation: texts } } });
createRoot(document.querySelector("#root")).render(<Cart count={2} />);
`,
      "index.html": `<div id="root"></div>\n<script type="module" src="/src/main.jsx"></script>\n`,
      "vite.config.js": `import { locstep } from "locstep/vite";
export default { plugins: [locstep(${options})] };\n`,
    },
  });
}
