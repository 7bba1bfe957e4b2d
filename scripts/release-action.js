import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

// Makes the action's release: a commit on top of HEAD, on no branch, that holds the bundle, named by
// the tags `v1.2.3` and `v1`. `main` stays free of bundles, and what users pin is a commit that runs.
//
//   npm run release:action                     makes commit and tags, and tells how to push them
//   npm run release:action -- --push origin    pushes them too; `v1` moves, `v1.2.3` never does

const BUNDLE = [
  "action.js",
  "THIRD-PARTY-NOTICES.md",
  "parser/parser.js",
  "parser/parser.wasm",
  "parser/THIRD-PARTY-NOTICES.md",
].map((name) => `action/dist/${name}`);

const { values } = parseArgs({
  options: { push: { type: "string" }, "keep-bundle": { type: "boolean" } },
});
const root = execFileSync("git", ["rev-parse", "--show-toplevel"], { encoding: "utf8" }).trim();
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const tag = `v${version}`;
const major = `v${version.split(".")[0]}`;

if (git("status", "--porcelain") !== "") refuse("the work tree has changes: commit them first");
if (git("tag", "--list", tag) !== "") refuse(`${tag} exists: raise the version first`);
if (values["keep-bundle"] !== true) {
  execFileSync("npm", ["run", "build:action"], { cwd: root, stdio: "inherit" });
}
const missing = BUNDLE.find((path) => !existsSync(join(root, path)));
if (missing !== undefined) refuse(`${missing} was not built`);

const commit = commitBundle();
git("tag", "--annotate", "--message", `locstep ${version}`, tag, commit);
git("tag", "--annotate", "--force", "--message", `locstep ${version}`, major, commit);
console.log(`${tag} is ${commit}`);

// The tag that never moves goes first: where it is refused, the other stays where it was.
const refs = [`refs/tags/${tag}`, `+refs/tags/${major}`];
if (values.push === undefined) {
  console.log(`Push it: git push --atomic origin ${refs.join(" ")}`);
} else {
  git("push", "--quiet", "--atomic", "--end-of-options", values.push, ...refs);
  console.log(`Pushed ${tag} and ${major} to ${values.push}.`);
}

/** With an index of its own: neither the branch nor the work tree is touched. */
function commitBundle() {
  const folder = mkdtempSync(join(tmpdir(), "locstep-release-"));
  const env = { ...process.env, GIT_INDEX_FILE: join(folder, "index") };
  try {
    gitWith(env, "read-tree", "HEAD");
    gitWith(env, "add", "--force", "--", ...BUNDLE);
    const tree = gitWith(env, "write-tree");
    return gitWith(env, "commit-tree", "-p", "HEAD", "-m", `Release locstep ${version}`, tree);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(...args) {
  return gitWith(process.env, ...args);
}

function gitWith(env, ...args) {
  return execFileSync("git", args, { cwd: root, env, encoding: "utf8" }).trim();
}

function refuse(reason) {
  console.error(`release-action: ${reason}.`);
  process.exit(1);
}
