import { element } from "./element.js";

export const SEVERITIES = [
  { severity: "error", noun: "error", symbol: "✗" },
  { severity: "warning", noun: "warning", symbol: "!" },
  { severity: "info", noun: "note", symbol: "i" },
];

const SYMBOLS = Object.fromEntries(SEVERITIES.map(({ severity, symbol }) => [severity, symbol]));
const NOUNS = Object.fromEntries(SEVERITIES.map(({ severity, noun }) => [severity, noun]));

/** The same finding after an edit above it. */
export function idOf({ code, path, key, text }) {
  return JSON.stringify([code, path, key, text]);
}

/** @param {{ words: string, locale: string | undefined, hidden: Set<string> }} filter */
export function matches(finding, { words, locale, hidden }) {
  if (hidden.has(finding.severity)) return false;
  if (locale !== undefined && !finding.locales.includes(locale)) return false;
  const { key = "", path, text, title, code, locales } = finding;
  const haystack = [key, path, text, title, code, ...locales].join("\n").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/**
 * The findings by file, in the order given. `state`: which are unfolded, which are new, and what to
 * do when one is folded or its place is chosen.
 */
export function fileSections(findings, state) {
  const files = Map.groupBy(findings, ({ path }) => path);
  return [...files].map(([path, own]) =>
    element(
      "section",
      { class: "file", "aria-label": path },
      element("h3", {}, pathText(path), element("span", { class: "count" }, String(own.length))),
      element("ul", {}, ...own.map((finding) => findingItem(finding, state))),
    ),
  );
}

/** The folder, and the name that one looks for. */
function pathText(path) {
  const at = path.lastIndexOf("/") + 1;
  return element(
    "span",
    { class: "path", title: path },
    element("span", { class: "folder" }, element("bdi", {}, path.slice(0, at))),
    element("bdi", { class: "base" }, path.slice(at)),
  );
}

function findingItem(finding, { isOpen, isFresh, fold, open }) {
  const { severity, title, path, line, column, text, hint, frame } = finding;
  const id = idOf(finding);
  const place = `${line}:${column}`;
  const details = element(
    "details",
    { open: isOpen(finding), toggle: () => fold(finding, details.open) },
    element(
      "summary",
      { "data-focus": id },
      element("span", { class: "symbol", "aria-label": NOUNS[severity] }, SYMBOLS[severity]),
      element("bdi", { class: "text" }, text),
      element("span", { class: "title" }, title),
    ),
    frame.length > 0 ? element("pre", {}, ...frameLines(frame)) : undefined,
    element("p", { class: "hint" }, code(hint)),
  );
  return element(
    "li",
    { class: `finding ${severity}${isFresh(finding) ? " fresh" : ""}` },
    details,
    element(
      "button",
      {
        type: "button",
        class: "place",
        "data-focus": `place ${id}`,
        "aria-label": `Open ${path} at line ${line}, column ${column} in the editor`,
        title: "Open in the editor",
        click: () => open(finding),
      },
      place,
    ),
  );
}

/** The marked line stands out: it is the one before the caret's. */
function frameLines(frame) {
  return frame.map((line, at) => {
    const [, gutter = "", text = ""] = /^(\s*\d*\s*│)(.*)$/s.exec(line) ?? [];
    const isMarked = /^\s*│\s*\^$/.test(frame[at + 1] ?? "");
    const kind = text.trim() === "^" ? "caret" : isMarked ? "marked" : "near";
    return element("span", {}, gutter, element("span", { class: kind }, `${text}\n`));
  });
}

/** Text with its parts between backquotes as code. */
function code(text) {
  const parts = text.split("`");
  const made = document.createDocumentFragment();
  for (const [at, part] of parts.entries()) {
    made.append(at % 2 === 1 ? element("code", {}, part) : part);
  }
  return made;
}
