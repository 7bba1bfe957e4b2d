import { execFile } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { CACHE } from "./repository.js";
import { TARGET_LOCALES } from "./sizes.js";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..");

/** Of a middling application: React components, the keys that each uses, and target locales. */
const COMPONENTS = 600;
const KEYS = 8;
const LOCALES = TARGET_LOCALES.slice(0, 10);

/** A Vite application in a repository, adopted, with and without the plugin in its configuration. */
export async function application(locstep) {
  const path = join(CACHE, "application");
  await rm(path, { recursive: true, force: true });
  const files = {
    ".gitignore": "node_modules\ndist*\n",
    "package.json": `{ "type": "module", "dependencies": { "react-i18next": "*" } }\n`,
    "locstep.yaml": `sourceLocale: en\ntargetLocales: [${LOCALES.join(", ")}]\nfiles:\n  - locales/{locale}.json\n`,
    "index.html": `<div id="root"></div><script type="module" src="/src/main.jsx"></script>\n`,
    "src/main.jsx": main(),
    "plain.config.js": `export default { build: { outDir: "dist-plain" } };\n`,
    "plugin.config.js": `import { locstep } from "locstep/vite";\nexport default { build: { outDir: "dist-plugin" }, plugins: [locstep()] };\n`,
  };
  for (let at = 0; at < COMPONENTS; at++) files[`src/parts/Part${at}.jsx`] = component(at);
  for (const locale of ["en", ...LOCALES]) files[`locales/${locale}.json`] = texts(locale);
  for (const [name, content] of Object.entries(files)) await write(join(path, name), content);
  await link(ROOT, join(path, "node_modules/locstep"));
  for (const name of ["vite", "react", "react-dom", "i18next", "react-i18next"]) {
    await link(join(ROOT, "node_modules", name), join(path, "node_modules", name));
  }
  await git(path, "init", "-q");
  await commit(path, "Start");
  const [node, ...args] = locstep("init");
  await run(node, args, { cwd: path });
  await commit(path, "Adopt");
  return path;
}

export function component(at, greeting = "Hello") {
  const uses = Array.from({ length: KEYS }, (_, key) => `      <p>{t("part${at}.key${key}")}</p>`);
  return `import { useState } from "react";
import { useTranslation } from "react-i18next";

export function Part${at}({ name, items }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const sorted = items.filter((item) => item.name !== name).toSorted((a, b) => a.size - b.size);
  return (
    <section className="part" onClick={() => setOpen(!isOpen)} title="${greeting}">
${uses.join("\n")}
      {isOpen && <ul>{sorted.map((item) => <li key={item.name}>{item.name}</li>)}</ul>}
    </section>
  );
}
`;
}

function main() {
  const parts = Array.from({ length: COMPONENTS }, (_, at) => at);
  const imports = parts.map((at) => `import { Part${at} } from "./parts/Part${at}.jsx";\n`);
  return `import { createRoot } from "react-dom/client";
${imports.join("")}
createRoot(document.querySelector("#root")).render([${parts.map((at) => `<Part${at} key="${at}" items={[]} />`).join(", ")}]);
`;
}

function texts(locale) {
  const parts = Array.from({ length: COMPONENTS }, (_, at) => [
    `part${at}`,
    Object.fromEntries(
      Array.from({ length: KEYS }, (_, key) => [`key${key}`, `Text ${at} ${key} of ${locale}`]),
    ),
  ]);
  return `${JSON.stringify(Object.fromEntries(parts), undefined, 2)}\n`;
}

async function write(path, content) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function link(target, path) {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

async function git(path, ...args) {
  const identity = ["-c", "user.name=Bench", "-c", "user.email=bench@example.org"];
  await run("git", [...identity, ...args], { cwd: path });
}

async function commit(path, message) {
  await git(path, "add", "-A");
  await git(path, "commit", "-q", "-m", message);
}
