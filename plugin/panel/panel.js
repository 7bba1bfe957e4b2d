import { coverageRows, legendItems } from "./coverage.js";
import { counted, element, formatted, withCode } from "./element.js";
import { SEVERITIES, findingList, matches, named } from "./findings.js";

const byId = (id) => document.getElementById(id);

/** More errors than these are folded: one sees first how many there are. */
const MOST_OPEN = 10;

/** What is shown. The data is replaced as a whole; the rest is the person's. */
const shown = {
  data: undefined,
  /** The locale that alone was asked for, of too many findings. */
  asked: undefined,
  fresh: new Set(),
  folded: new Map(),
  words: "",
  locale: undefined,
  hidden: new Set(),
  isWhole: false,
};

const list = findingList(byId("files"), {
  isOpen: ({ id, severity }) =>
    shown.folded.get(id) ?? (severity === "error" && shown.data.counts.error <= MOST_OPEN),
  fold: ({ id }, isOpen) => shown.folded.set(id, isOpen),
  open: openInEditor,
});

let isLoading = false;
let isOutdated = false;

/** Asks for what the thread that checks knows, and shows it: one question at a time, the last one wins. */
async function load() {
  isOutdated = isLoading;
  if (isLoading) return;
  isLoading = true;
  try {
    const isCut = shown.asked !== undefined || (shown.data?.left ?? 0) > 0;
    const asked = isCut ? shown.locale : undefined;
    const query = asked === undefined ? "" : `?${new URLSearchParams({ locale: asked })}`;
    const response = await fetch(`./report.json${query}`);
    take(await response.json(), asked);
  } catch {
    // The server is gone, which its events tell; when it is back, everything is asked again.
  }
  isLoading = false;
  if (isOutdated) void load();
}

function take(data, asked) {
  if (data === null) return;
  const { failure } = data;
  byId("failure").hidden = failure === undefined;
  byId("failure").textContent = failure ?? "";
  byId("wait").hidden = true;
  if (failure !== undefined) {
    document.title = "✗ locstep";
    document.body.classList.toggle("outdated", shown.data !== undefined);
    return;
  }
  document.body.classList.remove("outdated");
  const findings = named(data.findings);
  const isSame = shown.data !== undefined && shown.asked === asked;
  const before = new Set(shown.data?.findings.map(({ id }) => id));
  const fresh = isSame ? findings.filter(({ id }) => !before.has(id)) : [];
  shown.asked = asked;
  shown.fresh = new Set(fresh.map(({ id }) => id));
  shown.data = { ...data, findings };
  if (!data.locales.some(({ id }) => id === shown.locale)) shown.locale = undefined;
  render();
  shown.fresh = new Set();
}

function render() {
  const { data, locale, words, hidden, fresh } = shown;
  if (data === undefined) return;
  for (const id of ["coverage-part", "findings"]) byId(id).hidden = false;
  const restore = focusKeeper();
  byId("project").textContent = data.project;
  document.title = `${titleOf(data)} · locstep`;
  renderCoverage(data);
  renderFilters(data);
  byId("toolbar").hidden = data.findings.length === 0;
  const found = data.findings.filter((finding) => matches(finding, { words, locale, hidden }));
  byId("shown").textContent = shownText(found.length, data);
  list.show(
    found,
    data.findings,
    ({ id }) => fresh.has(id),
    found.length === 0 ? [emptyState(data)] : moreText(data),
  );
  byId("notes").replaceChildren(...data.notes.map((note) => element("li", {}, withCode(note))));
  restore();
}

function rows() {
  return [...document.querySelectorAll("summary")];
}

/** The focus stays where it is, though what has it may be made anew or go. */
function focusKeeper() {
  const { activeElement } = document;
  const id = activeElement?.dataset?.focus;
  const at = rows().indexOf(activeElement?.closest("li.finding")?.querySelector("summary"));
  return () => {
    if (document.activeElement === activeElement) return;
    const same = id && document.querySelector(`[data-focus="${CSS.escape(id)}"]`);
    const next = at === -1 ? undefined : rows().at(Math.min(at, rows().length - 1));
    (same || next || byId("search")).focus({ preventScroll: true });
  };
}

function titleOf({ counts }) {
  if (counts.error > 0) return `✗ ${counts.error}`;
  return counts.warning > 0 ? `! ${counts.warning}` : "✓";
}

/** What a narrow screen shows of many locales at first. */
const FEW = 4;

function renderCoverage({ source, locales }) {
  const messages = Math.max(0, ...locales.map(({ counts }) => counts.total));
  const targets = locales.length === 0 ? "no other locale" : counted(locales.length, "locale");
  const size = locales.length === 0 ? "" : `, ${counted(messages, "message")}`;
  byId("overview").textContent = `${source.name} (${source.id}) → ${targets}${size}`;
  byId("coverage").replaceChildren(...coverageRows(locales, shown.locale, choose));
  byId("coverage").classList.toggle("cut", !shown.isWhole);
  byId("all").hidden = locales.length <= FEW;
  byId("all").textContent = shown.isWhole ? "Show fewer" : `Show all ${locales.length} locales`;
  byId("all").setAttribute("aria-expanded", String(shown.isWhole));
  byId("legend").replaceChildren(...legendItems(locales));
}

function choose(locale) {
  shown.locale = locale;
  render();
  if (shown.asked !== undefined || shown.data.left > 0) void load();
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
  const name = shown.data.locales.find(({ id }) => id === shown.locale)?.name ?? shown.locale;
  const attributes = {
    type: "button",
    class: "chip",
    click: () => choose(undefined),
    "aria-label": `Not only ${name}`,
  };
  return [element("button", attributes, `${name} ×`)];
}

function shownText(found, { findings }) {
  if (found === findings.length) return "";
  return `${formatted(found)} of ${formatted(findings.length)} shown`;
}

/** What a browser does not get. */
function moreText({ findings, left }) {
  if (left === 0) return [];
  const first = `The first ${formatted(findings.length)} are here; `;
  return [element("p", { class: "more" }, first, withCode(`\`npx locstep check\` tells all.`))];
}

function emptyState(data) {
  if (data.findings.length > 0) {
    return element(
      "div",
      { class: "empty" },
      element("strong", {}, "Nothing matches"),
      element(
        "button",
        { type: "button", class: "chip", click: showEverything },
        "Show everything",
      ),
      ...moreText(data),
    );
  }
  const isAlone = data.locales.length === 0;
  const [title, text] = isAlone
    ? [
        "No other locale yet",
        "Add a locale file, or name locales under `targetLocales` in locstep.yaml.",
      ]
    : ["Everything is in step", "What is missing, stale or broken will appear here as you work."];
  return element(
    "div",
    { class: "empty" },
    element("span", { class: "check", "aria-hidden": "true" }, isAlone ? "+" : "✓"),
    element("strong", {}, title),
    element("p", {}, withCode(text)),
  );
}

function showEverything() {
  Object.assign(shown, { words: "", locale: undefined, hidden: new Set() });
  byId("search").value = "";
  render();
  byId("search").focus();
}

async function openInEditor({ path, line, column }) {
  const query = new URLSearchParams({ path, line, column });
  const isOpened = await fetch(`./open?${query}`, { method: "POST" }).then(
    ({ ok }) => ok,
    () => false,
  );
  say(isOpened ? `Opened ${path}` : `${path} could not be opened`);
}

function say(text, state = "on") {
  byId("live").textContent = text;
  byId("live").dataset.state = state;
}

/** Server-sent events reconnect by themselves, when a server restarts. */
function listen() {
  const events = new EventSource("./events");
  for (const event of ["open", "change"]) {
    events.addEventListener(event, () => {
      say("Live");
      void load();
    });
  }
  events.addEventListener("error", () => {
    say("Waiting for the dev server…", "off");
    // A server that answers otherwise meanwhile, while it restarts perhaps, ends it for good.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1_000);
  });
}

byId("search").addEventListener("input", ({ target }) => {
  shown.words = target.value.trim();
  render();
});

byId("all").addEventListener("click", () => {
  shown.isWhole = !shown.isWhole;
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
  const at = rows().indexOf(document.activeElement);
  if (at === -1 && !isTyping) return;
  const next = rows()[at + step];
  if (next === undefined && step === 1) return;
  event.preventDefault();
  (next ?? byId("search")).focus();
});

listen();
