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
    expect(await finding.locator("button.place").textContent()).toBe("8:18");

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

/** Mistakes in components that stand before and after each other. */
function mistakes(name: string, keys: readonly string[]): string {
  const uses = keys.map((key) => `      <p>{t("${key}")}</p>`).join("\n");
  return APP.replace("Cart", name).replace(/ {6}<h1>.*<\/button>/su, uses);
}

inBrowser("an update takes neither the focus nor what one looks at away", async () => {
  const repository = await reactShop();
  const many = Array.from({ length: 30 }, (_, at) => `none.${at}`);
  // Who asks for nothing but unknown keys asks another library.
  const right = Array.from({ length: 100 }, () => "cart.checkout");
  repository.write("src/Right.jsx", mistakes("Right", right));
  repository.write("src/Mistakes.jsx", mistakes("Mistakes", [...many, "twice", "twice"]));
  const { url } = await startDevServer(repository.root);
  const page = await openPage({ width: 1100, height: 600 });
  await page.goto(`${url}__locstep/`);
  const summary = page.locator("summary").nth(31);
  await summary.waitFor();
  await summary.focus();
  const place = () => page.locator(":focus").evaluate((it) => it.getBoundingClientRect().top);
  const before = await place();
  expect(await page.locator(":focus").textContent()).toContain(`"twice"`);

  repository.write("src/Before.jsx", mistakes("Before", ["early.0", "early.1", "early.2"]));
  await expect.poll(() => page.locator(".finding").count()).toBe(35);
  expect(await page.locator(":focus").textContent()).toContain(`"twice"`);
  expect(Math.abs((await place()) - before)).toBeLessThan(3);
  // Only what came is marked as new.
  expect(await page.locator(".fresh").count()).toBe(3);

  // What had the focus is mended: the one that takes its place has it.
  repository.write("src/Mistakes.jsx", mistakes("Mistakes", [...many, "twice"]));
  await expect.poll(() => page.locator(".finding").count()).toBe(34);
  expect(await page.locator(":focus").textContent()).toContain(`"twice"`);
});

inBrowser("a search without a hit offers the way back", async () => {
  const repository = await reactShop();
  repository.write("src/Mistakes.jsx", mistakes("Mistakes", ["none"]));
  const { url } = await startDevServer(repository.root);
  const page = await openPage();
  await page.goto(`${url}__locstep/`);
  await page.locator(".finding").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("no such thing");
  await page.getByText("Nothing matches").waitFor();
  await page.getByRole("button", { name: "Show everything" }).click();
  await page.locator(".finding").waitFor();
  expect(await page.locator("#search").inputValue()).toBe("");
});

inBrowser("a check that fails is told in the panel, and what it told before stays", async () => {
  const repository = await reactShop();
  const config = repository.read("locstep.yaml");
  repository.write("src/Mistakes.jsx", mistakes("Mistakes", ["none"]));
  const { url } = await startDevServer(repository.root);
  const page = await openPage();
  await page.goto(`${url}__locstep/`);
  await page.locator(".finding").waitFor();
  repository.write("locstep.yaml", "sourceLocal: en\n");
  await page.getByRole("alert").getByText("Translations were not checked").waitFor();
  expect(await page.locator(".finding").count()).toBe(1);
  repository.write("locstep.yaml", config);
  await page.getByRole("alert").waitFor({ state: "hidden" });
});

inBrowser("of more findings than a browser bears, those of any locale are to be had", async () => {
  const repository = await reactShop();
  const texts = (text: string) => Object.fromEntries(manyKeys.map((key) => [key, text]));
  const manyKeys = Array.from({ length: 700 }, (_, at) => `key${at}`);
  const locales = ["de", "fr", "sv"];
  const config = repository.read("locstep.yaml");
  repository.write("locstep.yaml", config.replace("[de]", `[${locales.join(", ")}]`));
  repository.write("public/locales/en.json", texts("{{a}}"));
  for (const locale of locales) repository.write(`public/locales/${locale}.json`, texts("{{b}}"));
  const { url } = await startDevServer(repository.root);
  const page = await openPage();
  await page.goto(`${url}__locstep/`);
  await page.getByText("The first 1,000 are here").waitFor();
  await page.getByRole("button", { name: /Swedish/u }).click();
  await page.getByText("sv.json").waitFor();
  expect(await page.locator(".finding").count()).toBe(700);
  await page.getByRole("button", { name: "Not only Swedish" }).click();
  await page.getByText("The first 1,000 are here").waitFor();
});

/** Of each text on the page that stands out less from its ground than WCAG's AA asks: its words. */
const FAINT = `(() => {
  const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  function colorOf(text) {
    const numbers = text.match(/[\\d.]+/g).map(Number);
    const scale = text.startsWith("color(") ? 1 : 255;
    return { rgb: numbers.slice(0, 3).map((value) => value / scale), alpha: numbers[3] ?? 1 };
  }
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  function groundOf(element) {
    for (let at = element; at !== null; at = at.parentElement) {
      const { rgb, alpha } = colorOf(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return rgb;
    }
    return [1, 1, 1];
  }
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const isText = [...element.childNodes].some((it) => it.nodeType === 3 && it.data.trim() !== "");
    if (!isText || !element.checkVisibility({ visibilityProperty: true })) continue;
    const [one, other] = [colorOf(getComputedStyle(element).color).rgb, groundOf(element)].map(luminance);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faint.push(\`\${ratio.toFixed(2)} \${element.className} \${element.textContent}\`);
  }
  return faint;
})()`;

inBrowser(
  "every text stands out from its ground as WCAG's AA asks, in light and in dark",
  async () => {
    const repository = await reactShop();
    repository.write("src/Mistakes.jsx", mistakes("Mistakes", ["none"]));
    repository.write("public/locales/de.json", { cart: { title_other: "Artikel" } });
    const { url } = await startDevServer(repository.root);
    const page = await openPage();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${url}__locstep/`);
      await page.locator(".finding").first().waitFor();
      await page.getByRole("button", { name: /German/u }).click();
      await page.locator("details").evaluateAll((all) => {
        for (const one of all) one.setAttribute("open", "");
      });
      expect({ colorScheme, faint: await page.evaluate(FAINT) }).toEqual({
        colorScheme,
        faint: [],
      });
    }
  },
);
