import { counted, element, formatted } from "./element.js";

/** What fills a bar, best first. */
const STATES = ["translated", "unconfirmed", "stale", "missing"];

/** Of the stale and the missing ones, hence in no bar. */
const MORE = [
  ["pending", "in flight"],
  ["rejected", "rejected"],
];

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
        element("span", { class: "percent" }, locale.percent),
        barOf(locale),
        element("span", { class: "id" }, locale.id),
        element("span", { class: "states" }, statesText(locale.counts)),
      ),
    ),
  );
}

/** A picture of what stands beside it in words. */
function barOf({ counts }) {
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  for (const state of STATES) {
    if (counts[state] === 0) continue;
    const part = element("span", { class: `part ${state}` });
    part.style.flexGrow = String(counts[state]);
    bar.append(part);
  }
  return bar;
}

/** What is open; a complete locale says so. */
function statesText(counts) {
  const states = [...STATES.slice(1).map((state) => [state, state]), ...MORE];
  const open = states.filter(([state]) => counts[state] > 0);
  if (open.length === 0) return `all ${counted(counts.total, "message")}`;
  return open.map(([state, word]) => `${formatted(counts[state])} ${word}`).join(" · ");
}

export function legendItems(locales) {
  const used = STATES.filter((state) => locales.some(({ counts }) => counts[state] > 0));
  return used.map((state) =>
    element("li", {}, element("span", { class: `swatch ${state}` }), state),
  );
}
