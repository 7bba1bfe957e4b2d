import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { expect } from "vitest";
import { MARK } from "./foreign.ts";

/** As GitHub's parser makes of it, HTML let through. */
export function rendered(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
}

const OURS = new Set(
  "details summary h2 h3 p ul li code pre hr table thead tbody tr th td strong".split(" "),
);

/**
 * No element but ours, none left open, no comment but our marker in front, no attribute but a code
 * block's language and a column's side; and nothing of a stranger outside of code, where GitHub
 * looks for mentions, references and links.
 */
export function expectInert(markdown: string): void {
  const html = rendered(markdown);
  const tags = html.match(/<[^>]*>/gu) ?? [];
  const open: string[] = [];
  for (const [at, tag] of tags.entries()) {
    const [, slash, name = "", attributes = ""] = /^<(\/?)(\w+)([^>]*)>$/u.exec(tag) ?? [];
    if (at === 0 && /^<!-- locstep:[a-z-]+:[0-9a-f]*:[0-9a-f]{64} -->$/u.test(tag)) continue;
    expect(OURS, tag).toContain(name);
    expect(attributes, tag).toMatch(
      /^(?: class="language-diff"| align="right"| open=""| open| \/)?$/u,
    );
    if (name === "hr") continue;
    if (slash === "") open.push(name);
    else expect(open.pop(), tag).toBe(name);
  }
  expect(open).toEqual([]);
  const prose = html.replaceAll(/<code[^>]*>[^<]*<\/code>/gu, "");
  expect(prose).not.toContain(MARK);
  expect(prose.replaceAll(/<[^>]*>/gu, "")).not.toMatch(/@|:\/\/|www\.|#\d/u);
}

/** What stands in code, as a reader sees it. */
export function codeOf(markdown: string): string {
  const spans = [...rendered(markdown).matchAll(/<code[^>]*>([^<]*)<\/code>/gu)];
  return spans
    .map(([, text = ""]) => text)
    .join("\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
