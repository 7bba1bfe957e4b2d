import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { serialise, SHAPES } from "./shapes.js";
import { NAMESPACE_SIZE, SIZES, SOURCE_LOCALE, TARGET_LOCALES } from "./sizes.js";

const run = promisify(execFile);

/** Raised when what is generated changes: older repositories are made again. */
const VERSION = 2;

/** Outside the project, kept between runs: making an L takes minutes. */
export const CACHE =
  process.env.LOCSTEP_BENCH_CACHE ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "locstep-bench");

/**
 * A git repository with two commits. `translated`: all targets complete, no ledger.
 * `changed`: of the source 1 % changed, 0.5 % added, 0.5 % removed; the targets as they were.
 */
export async function repository(size, layout, shapeName) {
  const path = join(CACHE, `${size}-${layout}-${shapeName}-v${VERSION}`);
  if (existsSync(path)) return path;
  const draft = `${path}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });

  const shape = SHAPES[shapeName];
  const { messages, targets } = SIZES[size];
  const namespaceOf = namespacesOf(layout, messages);
  const before = Array.from({ length: messages }, (_, index) => index);
  await git(draft, "init", "-q", "-b", "translated");
  await writeSettings(draft, targets);
  await writeUsages(draft, shape, before, namespaceOf);
  for (const locale of [SOURCE_LOCALE, ...TARGET_LOCALES.slice(0, targets)]) {
    await writeLocale(draft, locale, shape, before, namespaceOf);
  }
  await commit(draft, "Translate everything");

  await git(draft, "checkout", "-q", "-b", "changed");
  const added = Array.from({ length: messages / 200 }, (_, index) => messages + index);
  const after = [...before.filter((index) => index % 200 !== 50), ...added];
  await writeLocale(draft, SOURCE_LOCALE, shape, after, namespaceOf, changedOnePercent);
  await writeUsages(draft, shape, after, namespaceOf);
  await commit(draft, "Change, add and remove messages");
  await git(draft, "repack", "-q", "-a", "-d", "--window=0");
  await rename(draft, path);
  return path;
}

/**
 * Brings the work tree to a branch, and its index to rest: a file as young as the index is read
 * again by every git command, which would be measured too.
 */
export async function stand(path, branch) {
  await git(path, "checkout", "-q", "--force", branch);
  await git(path, "clean", "-q", "-f", "-d", "-x");
  await sleep(1_100);
  await git(path, "update-index", "-q", "--refresh", "--force-write-index");
}

/** The branches `translated-with-ledger` and `changed-with-ledger`, with what this build adopts. */
export async function adopt(path, locstep) {
  await stand(path, "translated");
  const [node, ...args] = locstep("init");
  await run(node, args, { cwd: path, maxBuffer: 1 << 28 });
  await git(path, "checkout", "-q", "-B", "translated-with-ledger");
  await commit(path, "Adopt");
  await git(path, "checkout", "-q", "-B", "changed-with-ledger");
  await git(path, "checkout", "-q", "changed", "--", `locales/${SOURCE_LOCALE}`, "src");
  await commit(path, "Change, add and remove messages");
}

async function writeSettings(path, targets) {
  const locales = TARGET_LOCALES.slice(0, targets);
  const settings = [
    `sourceLocale: ${SOURCE_LOCALE}`,
    `targetLocales: [${locales.join(", ")}]`,
    "files:",
    "  - locales/{locale}/{namespace}.json",
  ];
  await writeFile(join(path, "locstep.yaml"), `${settings.join("\n")}\n`);
  await writeFile(join(path, "package.json"), `{ "type": "module" }\n`);
  const peer = {
    locales: [SOURCE_LOCALE, ...locales],
    extract: { input: ["src/**/*.js"], output: "locales/{{language}}/{{namespace}}.json" },
  };
  await writeFile(join(path, "i18next.config.js"), `export default ${JSON.stringify(peer)};\n`);
}

/** One call a message, for the peers that take the keys from source code. */
async function writeUsages(path, shape, indexes, namespaceOf) {
  for (const [namespace, part] of grouped(indexes, namespaceOf)) {
    const keys = part.map((index) => `${namespace}:${shape.keyOf(index).join(".")}`);
    const calls = keys.map((key) => `t(${JSON.stringify(key)});\n`);
    await write(join(path, "src", `${namespace}.js`), calls.join(""));
  }
}

async function writeLocale(path, locale, shape, indexes, namespaceOf, revisionOf = () => 0) {
  for (const [namespace, part] of grouped(indexes, namespaceOf)) {
    const entries = part.map((index) => [
      shape.keyOf(index),
      shape.textOf(index, locale, revisionOf(index)),
    ]);
    await write(
      join(path, "locales", locale, `${namespace}.json`),
      serialise(shape, entries, locale),
    );
  }
}

function changedOnePercent(index) {
  return index % 100 === 17 ? 1 : 0;
}

/** The namespace of a message by its index; messages added later are strewn over those there are. */
function namespacesOf(layout, messages) {
  if (layout === "single") return () => "translation";
  return (index) => {
    const old = index < messages ? index : (index * 7_919) % messages;
    return `part-${Math.floor(old / NAMESPACE_SIZE)}`;
  };
}

function grouped(indexes, namespaceOf) {
  const groups = new Map();
  for (const index of indexes) {
    const name = namespaceOf(index);
    if (groups.has(name)) groups.get(name).push(index);
    else groups.set(name, [index]);
  }
  return groups;
}

async function write(file, text) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function commit(path, message) {
  await git(path, "add", "--all");
  await git(path, "commit", "-q", "-m", message);
}

const SETTINGS = {
  "user.name": "Bench",
  "user.email": "bench@example.invalid",
  "core.looseCompression": "0",
  "core.autocrlf": "false",
  "gc.auto": "0",
  "commit.gpgSign": "false",
};

export async function git(path, ...args) {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { stdout } = await run("git", [...settings, ...args], { cwd: path, maxBuffer: 1 << 28 });
  return stdout;
}
