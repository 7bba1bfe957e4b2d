import { join } from "node:path";
import { measureTogether, peakMemory } from "./measure.js";
import { adopt, repository, stand } from "./repository.js";
import { SIZES } from "./sizes.js";
import { YAML_FILES, yamlFiles } from "./yaml-files.js";

/**
 * One line of the page: what locstep cost against a yardstick, in one run.
 *
 * @typedef {object} Row
 * @property {string} what
 * @property {string} where The repository: size, layout, shape.
 * @property {string} against The yardstick.
 * @property {string} ours locstep's figure with its unit.
 * @property {string} theirs The yardstick's.
 * @property {number} ratio Ours by theirs.
 * @property {number} goal The largest ratio that meets it.
 * @property {string} [earlier] The ratio that a prototype had, in other measurements.
 */

const NODE = { argv: [process.execPath, "-e", "0"] };
const LIST_FILES = [
  "git",
  "--no-optional-locks",
  "ls-files",
  "-z",
  "-s",
  "-v",
  "-c",
  "-m",
  "-d",
  "-o",
];
const PARSE = [process.execPath, join(import.meta.dirname, "yardsticks/parse-json.js")];

const MEMORY_GOAL = 300;

/** How quick the program is to answer at all. */
export async function startRows({ locstep, times }) {
  const cwd = await repository("S", "single", "nested");
  await adopt(cwd, locstep);
  await stand(cwd, "translated-with-ledger");
  const figures = await measureTogether(
    {
      version: { argv: locstep("--version"), cwd },
      check: { argv: locstep("check"), cwd },
      node: NODE,
    },
    // The shortest runs of all: a hundredth of a second either way shows.
    times * 4,
  );
  const against = "`node -e 0`";
  return [
    cpuRow("`--version`", "", against, figures.version, figures.node, 1.3),
    cpuRow("`check`, nothing changed", "S single nested", against, figures.check, figures.node, 2),
  ];
}

/** As in a new clone: nothing is kept under the git directory. */
const FORGETTING = ["sh", "-c", 'rm -rf .git/locstep && exec "$@"', "sh"];

/** The most common run of all: CI on a commit that touched no message. */
export async function unchangedRows({ locstep, times, size }, layout, shape) {
  const cwd = await repository(size, layout, shape);
  await adopt(cwd, locstep);
  await stand(cwd, "translated-with-ledger");
  const figures = await measureTogether(
    {
      check: { argv: locstep("check"), cwd },
      first: { argv: [...FORGETTING, ...locstep("check")], cwd },
      node: NODE,
      list: { argv: [...LIST_FILES, "--exclude-standard", "--", "locales"], cwd },
    },
    times,
  );
  const yardstick = {
    cpu: figures.node.cpu + figures.list.cpu,
    wall: figures.node.wall + figures.list.wall,
  };
  const where = `${size} ${layout} ${shape}`;
  const against = "`node -e 0` and one `git ls-files`";
  return [
    cpuRow("`check`, nothing changed", where, against, figures.check, yardstick, 1.5),
    wallRow("`check`, nothing changed", where, against, figures.check, yardstick, 1.5),
    cpuRow("the same, in a new clone", where, against, figures.first, yardstick, 1.5),
  ];
}

const SCANNER = { single: "0.18–0.24", namespaces: "0.15–0.22" };

/** A day's work on the source: every target is looked at, few messages are. */
export async function changedRows({ locstep, times, size }, layout, shape) {
  const cwd = await repository(size, layout, shape);
  await adopt(cwd, locstep);
  await stand(cwd, "changed-with-ledger");
  const figures = await measureTogether(
    { check: { argv: locstep("check"), cwd, findings: true }, parse: { argv: PARSE, cwd } },
    times,
  );
  const where = `${size} ${layout} ${shape}`;
  const what = "`check`, 1 % changed, 0.5 % added, 0.5 % removed";
  const row = cpuRow(what, where, "`JSON.parse` of all", figures.check, figures.parse, 1 / 5);
  return [{ ...row, earlier: SCANNER[layout] }];
}

/** No ledger, and history is not asked: everything is compared. */
export async function firstRunRows({ locstep, times, size }, layout, shape) {
  const cwd = await repository(size, layout, shape);
  await stand(cwd, "translated");
  const check = { argv: locstep("check", "--no-history"), cwd, findings: true };
  const figures = await measureTogether({ check, parse: { argv: PARSE, cwd } }, times);
  const peak = await peakMemory(check);
  const where = `${size} ${layout} ${shape}`;
  const goal = shape === "nested" ? 1 / 3 : 1 / 2;
  const what = "`check --no-history`, first run, no ledger";
  return [
    cpuRow(what, where, "`JSON.parse` of all", figures.check, figures.parse, goal),
    {
      what: `${what}, peak memory`,
      where,
      against: `${MEMORY_GOAL} MiB`,
      ours: `${peak.toFixed(0)} MiB`,
      theirs: `${MEMORY_GOAL} MiB`,
      ratio: peak / MEMORY_GOAL,
      goal: 1,
    },
  ];
}

/** Writing many translations into large files, as after a long absence. */
export async function setValuesRows({ times, size, bundle }) {
  const path = await repository(size, "single", "nested");
  await stand(path, "translated");
  const splice = await bundle("set-values/splice.js");
  const stringify = await bundle("set-values/stringify.js");
  const json = ["json", size, join(path, "locales")];
  const yaml = ["yaml", size, await yamlFiles(size)];
  const figures = await measureTogether(
    {
      json: { argv: [process.execPath, splice, ...json] },
      jsonStringify: { argv: [process.execPath, stringify, ...json] },
      yaml: { argv: [process.execPath, splice, ...yaml] },
      yamlStringify: { argv: [process.execPath, stringify, ...yaml] },
    },
    times,
  );
  const { json: ours, jsonStringify: theirs } = figures;
  const what = "500 values set in each file";
  const where = `${size} single nested`;
  const all = `${SIZES[size].targets + 1} files`;
  return [
    {
      ...cpuRow(what, `${where}, ${all}`, "`JSON.parse`, `JSON.stringify`", ours, theirs, 1 / 4),
      earlier: "0.19",
    },
    cpuRow(
      `${what}, YAML`,
      `${where}, ${YAML_FILES} files`,
      "`parse`, `stringify` of `yaml`",
      figures.yaml,
      figures.yamlStringify,
      1,
    ),
  ];
}

export function cpuRow(what, where, against, ours, theirs, goal) {
  return secondsRow(`${what}, CPU`, where, against, ours.cpu, theirs.cpu, goal);
}

export function wallRow(what, where, against, ours, theirs, goal) {
  return secondsRow(`${what}, wall`, where, against, ours.wall, theirs.wall, goal);
}

function secondsRow(what, where, against, ours, theirs, goal) {
  return {
    what,
    where,
    against,
    ours: `${ours.toFixed(3)} s`,
    theirs: `${theirs.toFixed(3)} s`,
    ratio: ours / theirs,
    goal,
  };
}
