import { coverageRows, legendItems } from "./coverage.js";
import { counted, element } from "./element.js";
import { SEVERITIES, fileSections, idOf, matches } from "./findings.js";

const byId = (id) => document.getElementById(id);

/** What is shown. The data is replaced as a whole; the rest is the person's. */
const shown = {
  data: undefined,
  fresh: new Set(),
  folded: new Map(),
  words: "",
  locale: undefined,
  hidden: new Set(),
};

/** Asks for what the thread that checks knows, and shows it. */
async function load() {
  const response = await fetch("./report.json");
  const data = await response.json();
  if (data === null) return;
  byId("failure").hidden = data.failure === undefined;
  byId("failure").textContent = data.failure ?? "";
  if (data.failure !== undefined) return;
  const before = shown.data && new Set(shown.data.findings.map(idOf));
  shown.fresh = new Set(
    before === undefined ? [] : data.findings.map(idOf).filter((id) => !before.has(id)),
  );
  shown.data = data;
  render();
}

function render() {
  const { data, locale, words, hidden, fresh } = shown;
  if (data === undefined) return;
  const focused = document.activeElement?.dataset?.focus;
  byId("project").textContent = data.project;
  document.title = `${titleOf(data)} · locstep`;
  renderCoverage(data);
  renderFilters(data);
  const found = data.findings.filter((finding) => matches(finding, { words, locale, hidden }));
  byId("shown").textContent = shownText(found.length, data);
  byId("files").replaceChildren(
    ...fileSections(found, {
      isOpen: (finding) => shown.folded.get(idOf(finding)) ?? finding.severity === "error",
      isFresh: (finding) => fresh.has(idOf(finding)),
      fold: (finding, isOpen) => shown.folded.set(idOf(finding), isOpen),
      open: openInEditor,
    }),
    ...(found.length === 0 ? [emptyState(data)] : []),
  );
  byId("notes").replaceChildren(...data.notes.map((note) => element("li", {}, note)));
  if (focused !== undefined)
    document.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

function titleOf({ counts }) {
  if (counts.error > 0) return `✗ ${counts.error}`;
  return counts.warning > 0 ? `! ${counts.warning}` : "✓";
}

function renderCoverage({ source, locales }) {
  const messages = Math.max(0, ...locales.map(({ counts }) => counts.total));
  byId("overview").textContent =
    `${source.name} (${source.id}) → ${counted(locales.length, "locale")}, ${counted(messages, "message")}`;
  byId("coverage").replaceChildren(
    ...coverageRows(locales, shown.locale, (locale) => {
      shown.locale = locale;
      render();
    }),
  );
  byId("legend").replaceChildren(...legendItems(locales));
}

function renderFilters({ counts }) {
  const chips = SEVERITIES.filter(({ severity }) => counts[severity] > 0).map(
    ({ severity, noun, symbol }) =>
      element(
        "button",
        {
          type: "button",
          class: `chip ${severity}`,
          "data-focus": `severity ${severity}`,
          "aria-pressed": String(!shown.hidden.has(severity)),
          click: () => {
            if (!shown.hidden.delete(severity)) shown.hidden.add(severity);
            render();
          },
        },
        element("span", { "aria-hidden": "true" }, symbol),
        ` ${counted(counts[severity], noun)}`,
      ),
  );
  byId("filters").replaceChildren(...chips, ...localeChip());
}

/** The chosen locale, as something to take away again. */
function localeChip() {
  if (shown.locale === undefined) return [];
  const clear = () => {
    shown.locale = undefined;
    render();
  };
  const name = shown.data.locales.find(({ id }) => id === shown.locale)?.name ?? shown.locale;
  const attributes = {
    type: "button",
    class: "chip",
    click: clear,
    "aria-label": `Not only ${name}`,
  };
  return [element("button", attributes, `${name} ×`)];
}

function shownText(found, { findings, left }) {
  const all = findings.length + left;
  if (all === 0) return "";
  if (found === all) return "";
  const beyond = left > 0 ? `; ${left.toLocaleString("en")} more in \`npx locstep check\`` : "";
  return `${found.toLocaleString("en")} of ${all.toLocaleString("en")} shown${beyond}`;
}

function emptyState({ findings }) {
  if (findings.length === 0) {
    return element(
      "p",
      { class: "empty" },
      element("span", { class: "check", "aria-hidden": "true" }, "✓"),
      element("strong", {}, "Everything is in step"),
      "What is missing, stale or broken will appear here as you work.",
    );
  }
  return element(
    "p",
    { class: "empty" },
    element("strong", {}, "Nothing matches"),
    "Loosen the search or the filters.",
  );
}

async function openInEditor({ path, line, column }) {
  const query = new URLSearchParams({ path, line, column });
  const response = await fetch(`./open?${query}`, { method: "POST" });
  say(response.ok ? `Opened ${path}` : `${path} could not be opened`);
}

function say(text, state = "on") {
  byId("live").textContent = text;
  byId("live").dataset.state = state;
}

/** Server-sent events reconnect by themselves, when a server restarts. */
function listen() {
  const events = new EventSource("./events");
  events.addEventListener("open", () => {
    say("Live");
    void load();
  });
  events.addEventListener("change", () => {
    say("Live");
    void load();
  });
  events.addEventListener("error", () => say("Waiting for the dev server…", "off"));
}

byId("search").addEventListener("input", ({ target }) => {
  shown.words = target.value.trim();
  render();
});

/** `/` searches, arrows go from finding to finding. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = document.activeElement === byId("search");
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    byId("search").focus();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const rows = [...document.querySelectorAll("summary")];
  const at = rows.indexOf(document.activeElement);
  if (at === -1 && !isTyping) return;
  const next = rows[at + step];
  if (next === undefined && step === 1) return;
  event.preventDefault();
  (next ?? byId("search")).focus();
});

listen();
