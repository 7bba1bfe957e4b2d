import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { chromiumPath, openChromium } from "../support/chromium.ts";
import { startDevServer } from "../support/dev-server.ts";
import { APP, ENGLISH, GERMAN, reactShop } from "./react-shop.ts";

const inBrowser = test.skipIf(chromiumPath === undefined);
const TIME_LIMIT = 60_000;

/** Fails the test on any error in the page, what its security policy refused included. */
async function openPage(viewport = { width: 1100, height: 800 }): Promise<Page> {
  const browser = await openChromium();
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(TIME_LIMIT);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("Failed to load resource"))
      errors.push(message.text());
  });
  onTestFinished(() => expect(errors).toEqual([]));
  return page;
}

inBrowser(
  "a key that is broken is seen in the open panel, and goes when it is mended",
  async () => {
    const repository = await reactShop();
    const { url } = await startDevServer(repository.root);
    const page = await openPage();
    await page.goto(`${url}__locstep/`);
    await page.getByText("Everything is in step").waitFor();

    repository.write("src/Cart.jsx", APP.replace("cart.checkout", "cart.chekout"));
    const finding = page.locator(".finding.error");
    await finding
      .getByText(`"cart.chekout" is used here, but English does not define it`)
      .waitFor();
    expect(await page.title()).toContain("✗ 1");
    expect(await finding.locator(".marked").textContent()).toContain(`t("cart.chekout")`);
    expect(await finding.locator(".place").textContent()).toBe("8:18");

    repository.write("src/Cart.jsx", APP);
    await page.getByText("Everything is in step").waitFor();
    expect(await page.locator(".finding").count()).toBe(0);
  },
);

inBrowser("a page that fetches its texts is loaded anew when a locale file changes", async () => {
  const repository = await reactShop();
  const { url } = await startDevServer(repository.root);
  const page = await openPage();
  // The panel tells that locstep has begun to look at changes.
  await page.goto(`${url}__locstep/`);
  await page.getByText("Everything is in step").waitFor();
  await page.goto(url);
  await page.getByRole("button", { name: "Zur Kasse" }).waitFor();
  const { cart } = GERMAN;
  repository.write("public/locales/de.json", { cart: { ...cart, checkout: "Jetzt bezahlen" } });
  await page.getByRole("button", { name: "Jetzt bezahlen" }).waitFor();
});

inBrowser("the overlay covers the page while an error stands, when it was asked for", async () => {
  const repository = await reactShop("{ overlay: true }");
  const { url } = await startDevServer(repository.root);
  const page = await openPage();
  await page.goto(url);
  await page.getByRole("button", { name: "Zur Kasse" }).waitFor();
  repository.write("src/Cart.jsx", APP.replace("cart.checkout", "cart.chekout"));
  const overlay = page.locator("vite-error-overlay");
  await overlay.getByText("cart.chekout").first().waitFor();
  await page.reload();
  await overlay.getByText("cart.chekout").first().waitFor();
  repository.write("src/Cart.jsx", APP);
  await page.getByRole("button", { name: "Zur Kasse" }).waitFor();
  await overlay.waitFor({ state: "detached" });
});

inBrowser("a hostile text is shown in the panel and runs nowhere", async () => {
  const repository = await reactShop();
  const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  repository.write("public/locales/en.json", { ...ENGLISH, [hostile]: `{{x}} ${hostile}` });
  repository.write("public/locales/de.json", { ...GERMAN, [hostile]: `{{y}} ${hostile}` });
  const { url } = await startDevServer(repository.root);
  const page = await openPage();
  await page.goto(`${url}__locstep/`);
  await page.locator(".finding.error").first().waitFor();
  expect(await page.locator("#files").textContent()).toContain("<img src=x onerror=");
  expect(await page.locator("#files img, #files script").count()).toBe(0);
  expect(await page.title()).not.toContain("owned");
});

inBrowser("the panel is used by keyboard alone, and fits a telephone", async () => {
  const repository = await reactShop();
  repository.write("src/Cart.jsx", APP.replace("cart.checkout", "cart.chekout"));
  repository.write("public/locales/de.json", { cart: { ...GERMAN.cart, title_other: "Artikel" } });
  const { url } = await startDevServer(repository.root);
  const page = await openPage({ width: 360, height: 740 });
  await page.goto(`${url}__locstep/`);
  const findings = page.locator(".finding");
  await findings.nth(1).waitFor();
  const isWider = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
  expect(await page.evaluate(isWider)).toBe(false);

  await page.keyboard.press("/");
  await page.keyboard.type("chekout");
  await expect.poll(() => findings.count()).toBe(1);
  await page.keyboard.press("ArrowDown");
  const isOpen = () => findings.first().locator("details").getAttribute("open");
  const before = await isOpen();
  await page.keyboard.press("Enter");
  await expect.poll(isOpen).not.toBe(before);
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.className")).toBe("place");
  // A locale's row limits the list, and says so to a screen reader.
  const row = page.getByRole("button", { name: /German/u }).first();
  await row.focus();
  await page.keyboard.press("Space");
  await expect.poll(() => row.getAttribute("aria-pressed")).toBe("true");
});
