import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { onTestFinished } from "vitest";

/** Debian's, and what `CHROMIUM_PATH` names first. */
const PATHS = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** Undefined where none is installed: such tests are skipped by name. */
export const chromiumPath: string | undefined = PATHS.find(
  (path) => path !== undefined && existsSync(path),
);

/** Closed when the test has finished. */
export async function openChromium(): Promise<Browser> {
  // As root, as in most containers, it has no sandbox; it loads nothing but this test's own pages.
  const args = ["--no-sandbox", "--disable-dev-shm-usage"];
  const options = { args, ...(chromiumPath !== undefined && { executablePath: chromiumPath }) };
  const browser = await chromium.launch(options);
  onTestFinished(() => browser.close());
  return browser;
}
