import { describe, expect, test } from "vitest";
import { createApplication } from "../support/application.ts";
import { runCli } from "../support/cli.ts";
import { type Peers, installPeers } from "../support/peers.ts";
import type { TestRepository } from "../support/repository.ts";
import { blocksOf } from "./page.ts";

const peers = await installPeers("next");

const NEXT = "next/dist/bin/next";
const ENV = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", NO_COLOR: "1" };

const PAGE = `"use client";
import { useTranslations } from "next-intl";

export default function Page() {
  const t = useTranslations("cart");
  return <p title={t("title")}>{t("pya")}</p>;
}
`;

/** "cart.pya" is defined nowhere. */
function application(nextConfig: string): Promise<TestRepository> {
  return createApplication({
    packages: ["next", "next-intl", "react", "react-dom"],
    ...(peers && { peers }),
    config: "sourceLocale: en\ntargetLocales: [de]\nfiles: ['messages/{locale}.json']\n",
    files: {
      ".gitignore": "node_modules\n.next\n",
      "package.json": { private: true, type: "module", dependencies: { "next-intl": "*" } },
      "messages/en.json": { cart: { title: "Cart", pay: "Pay now" } },
      "messages/de.json": { cart: { title: "Warenkorb", pay: "Bezahlen" } },
      "app/page.jsx": PAGE,
      "app/layout.jsx": `"use client";
import { NextIntlClientProvider } from "next-intl";
import messages from "../messages/en.json";

export default function Layout({ children }) {
  const inner = { locale: "en", timeZone: "UTC", messages, children };
  return <html lang="en"><body><NextIntlClientProvider {...inner} /></body></html>;
}
`,
      "next.config.mjs": nextConfig,
    },
  });
}

async function build({ root }: TestRepository, ...args: readonly string[]): Promise<string> {
  const { path, run } = peers as Peers;
  const { stdout, stderr } = await run(path(NEXT), ["build", ...args], { cwd: root, env: ENV });
  return stdout + stderr;
}

describe.skipIf(!peers)("Next.js (skipped where npm installs nothing)", () => {
  test("built by webpack as the page says, tells of the undefined key once", async () => {
    const repository = await application(blocksOf("js").get("next.config.mjs") ?? "");
    // Three compilers run, one for each place where code runs; pages are not rendered.
    const log = await build(repository, "--webpack", "--experimental-build-mode=compile");
    expect(log).toContain(`app/page.jsx:6:35
✗ "cart.pya" is used here, but English does not define it (did you mean "cart.pay"?)
  5 │   const t = useTranslations("cart");`);
    expect(log.match(/Translations: /gu)).toHaveLength(1);
    expect(log).toContain("Compiled with warnings");
  });

  test("built by Turbopack after a check, stops at the undefined key, then builds", async () => {
    // The packages are linked from elsewhere.
    const repository = await application(`export default { turbopack: { root: "/" } };\n`);
    const { scripts } = JSON.parse(blocksOf("json").get("package.json") ?? "{}");
    expect(scripts.build).toBe("locstep check && next build");
    const check = () => runCli(["check"], { cwd: repository.root });
    const refused = await check();
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/cart\.pya +is used here, but English does not define it/u);
    repository.write("app/page.jsx", PAGE.replace("pya", "pay"));
    expect(await check()).toMatchObject({ code: 0 });
    expect(await build(repository)).toContain("Compiled successfully");
  });
});
