import { counted, element } from "./element.js";

/** What fills a bar, best first. */
const STATES = ["translated", "unconfirmed", "stale", "missing"];

/**
 * One row a locale: its name, a bar of its states, how much of it is in step. A row is a button
 * that shows the findings of its locale alone.
 */
export function coverageRows(locales, chosen, choose) {
  return locales.map((locale) =>
    element(
      "li",
      {},
      element(
        "button",
        {
          type: "button",
          class: "locale",
          "data-focus": `locale ${locale.id}`,
          "aria-pressed": String(locale.id === chosen),
          click: () => choose(locale.id === chosen ? undefined : locale.id),
        },
        element("span", { class: "name" }, locale.name),
        element("span", { class: "id" }, locale.id),
        element("span", { class: "percent" }, locale.percent),
        barOf(locale),
        element("span", { class: "states" }, statesText(locale.counts)),
      ),
    ),
  );
}

function barOf({ counts }) {
  const bar = element("span", { class: "bar", role: "img", "aria-label": barText(counts) });
  for (const state of STATES) {
    if (counts[state] === 0) continue;
    const part = element("span", { class: `part ${state}` });
    part.style.flexGrow = String(counts[state]);
    bar.append(part);
  }
  return bar;
}

function barText(counts) {
  return STATES.filter((state) => counts[state] > 0)
    .map((state) => `${counts[state].toLocaleString("en")} ${state}`)
    .join(", ");
}

/** What is open; a complete locale says so. */
function statesText(counts) {
  const open = STATES.slice(1).filter((state) => counts[state] > 0);
  if (open.length === 0) return `all ${counted(counts.total, "message")}`;
  return open.map((state) => `${counts[state].toLocaleString("en")} ${state}`).join(" · ");
}

export function legendItems(locales) {
  const used = STATES.filter((state) => locales.some(({ counts }) => counts[state] > 0));
  return used.map((state) =>
    element("li", {}, element("span", { class: `swatch ${state}` }), state),
  );
}
