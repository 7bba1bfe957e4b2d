import { arrange, element, formatted, withCode } from "./element.js";

export const SEVERITIES = [
  { severity: "error", noun: "error", symbol: "✗" },
  { severity: "warning", noun: "warning", symbol: "!" },
  { severity: "info", noun: "note", symbol: "i" },
];

const SYMBOLS = Object.fromEntries(SEVERITIES.map(({ severity, symbol }) => [severity, symbol]));
const NOUNS = Object.fromEntries(SEVERITIES.map(({ severity, noun }) => [severity, noun]));

/** With what tells it from the others: the same finding after an edit above it, and what it is found by. */
export function named(findings) {
  const seen = new Map();
  return findings.map((finding) => {
    const { key = "", path, text, title, code, locales } = finding;
    const alike = JSON.stringify([code, path, key, text]);
    const count = seen.get(alike) ?? 0;
    seen.set(alike, count + 1);
    const words = [key, path, text, title, code, ...locales].join("\n").toLowerCase();
    return { ...finding, id: `${alike} ${count}`, words };
  });
}

/** @param {{ words: string, locale: string | undefined, hidden: Set<string> }} filter */
export function matches(finding, { words, locale, hidden }) {
  if (hidden.has(finding.severity)) return false;
  if (locale !== undefined && !finding.locales.includes(locale)) return false;
  const wanted = words.toLowerCase().split(/\s+/);
  return wanted.every((word) => finding.words.includes(word));
}

/**
 * Shows findings by file, in the order given. What was shown before stays the same element as long
 * as it says the same. `state`: which are unfolded, and what to do when one is folded or a place is
 * chosen.
 */
export function findingList(parent, state) {
  const sections = new Map();
  const items = new Map();

  function sectionOf(path) {
    let section = sections.get(path);
    if (section === undefined) sections.set(path, (section = fileSection(path)));
    return section;
  }

  function itemOf(finding, isFresh) {
    const { id, ...rest } = finding;
    const content = JSON.stringify(rest);
    const known = items.get(id);
    if (known?.content === content) return known.item;
    const item = findingItem(finding, state);
    if (isFresh) item.classList.add("fresh");
    items.set(id, { content, item });
    return item;
  }

  return {
    /** `all`: those that stand, shown or not; the others are forgotten. */
    show(findings, all, isFresh, rest) {
      const standing = new Set(all.map(({ id }) => id));
      for (const id of items.keys()) if (!standing.has(id)) items.delete(id);
      const files = Map.groupBy(findings, ({ path }) => path);
      for (const [path, own] of files) {
        const { count, list } = sectionOf(path);
        count.textContent = formatted(own.length);
        arrange(
          list,
          own.map((finding) => itemOf(finding, isFresh(finding))),
        );
      }
      for (const path of sections.keys()) if (!files.has(path)) sections.delete(path);
      arrange(parent, [...[...files.keys()].map((path) => sectionOf(path).section), ...rest]);
    },
  };
}

function fileSection(path) {
  const count = element("span", { class: "count" });
  const list = element("ul", {});
  const title = element("h3", {}, pathText(path), count);
  return {
    section: element("section", { class: "file", "aria-label": path }, title, list),
    count,
    list,
  };
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

function findingItem(finding, { isOpen, fold, open }) {
  const { id, severity, title, line, column, text } = finding;
  const place = `${line}:${column}`;
  const details = element(
    "details",
    {
      open: isOpen(finding),
      toggle: () => {
        fold(finding, details.open);
        if (details.open && details.children.length === 1)
          details.append(...detailsOf(finding, open));
      },
    },
    element(
      "summary",
      { "data-focus": id },
      element(
        "span",
        { class: "symbol", role: "img", "aria-label": NOUNS[severity] },
        SYMBOLS[severity],
      ),
      element("bdi", { class: "text" }, text),
      element("span", { class: "title" }, title),
      // Keeps the room of the button that stands over it.
      element("span", { class: "place", "aria-hidden": "true" }, place),
    ),
  );
  if (details.open) details.append(...detailsOf(finding, open));
  return element(
    "li",
    { class: `finding ${severity}` },
    details,
    placeButton(finding, place, open),
  );
}

/** A button that opens a place. */
function placeButton({ path, line, column }, text, open) {
  return element(
    "button",
    {
      type: "button",
      class: "place",
      "aria-label": `Open ${path} at line ${line}, column ${column} in the editor`,
      title: "Open in the editor",
      click: () => open({ path, line, column }),
    },
    text,
  );
}

/** Made when it is unfolded: of a thousand findings most never are. */
function detailsOf({ frame, hint, use }, open) {
  const parts = frame.length > 0 ? [codeOf(frame)] : [];
  if (use !== undefined) parts.push(useText(use, open));
  return [...parts, element("p", { class: "hint" }, withCode(hint))];
}

/** What a narrow screen cannot show as a whole shows at least what is marked. */
function codeOf(frame) {
  const made = element("pre", {}, ...frame.map(frameLine));
  requestAnimationFrame(() => {
    const mark = made.querySelector("mark");
    const end = mark === null ? 0 : mark.offsetLeft + mark.offsetWidth;
    if (end > made.clientWidth) made.scrollLeft = mark.offsetLeft - made.clientWidth / 3;
  });
  return made;
}

function useText(use, open) {
  const { path, line, column, others } = use;
  const more =
    others === 0 ? "" : ` and in ${formatted(others)} other source${others === 1 ? "" : "s"}`;
  return element(
    "p",
    { class: "use" },
    "used at ",
    placeButton(use, `${path}:${line}:${column}`, open),
    more,
  );
}

/** A string as a whole, or a word: what stands at a place. */
const TOKEN = /(["'`])(?:\\.|(?!\1).)*\1?|[\p{L}\p{M}\p{N}_$.:-]+|./uy;

function frameLine({ number, text, mark }) {
  const gutter = element("span", { class: "gutter" }, number);
  if (mark === undefined) return element("span", { class: "line" }, gutter, `${text}\n`);
  TOKEN.lastIndex = mark;
  const [token = ""] = TOKEN.exec(text) ?? [];
  const rest = text.slice(mark + token.length);
  const marked = element("mark", {}, token === "" ? " " : token);
  return element(
    "span",
    { class: "line marked" },
    gutter,
    text.slice(0, mark),
    marked,
    `${rest}\n`,
  );
}
