import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// Runs the action's bundle as a runner does, on the Node that runs this: a review of a small
// repository, in which one translation is missing and code asks for a key that is not there. Ends
// with 1 where the bundle does not tell of both.

/** Bytes. Beyond the goal the run says so, beyond the limit it fails. */
const GOAL = 700_000;
const LIMIT = 800_000;

const bundle = resolve(process.argv[2] ?? "action/dist/action.js");
const folder = mkdtempSync(join(tmpdir(), "locstep-action-"));
const workspace = join(folder, "shop");
const output = join(folder, "output");
const summary = join(folder, "summary");

try {
  for (const name of ["l", "src"]) mkdirSync(join(workspace, name), { recursive: true });
  const files = {
    "shop/locstep.yaml": "sourceLocale: en\ntargetLocales: [de]\nfiles: ['l/{locale}.json']\n",
    "shop/l/en.json": '{ "cart": "Cart" }\n',
    "shop/package.json": '{ "dependencies": { "i18next": "26" } }\n',
    "shop/src/cart.js": 'import { t } from "i18next";\nt("cart");\nt("gone");\n',
    output: "",
    summary: "",
    "event.json": "{}",
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  git("init", "-q");
  git("add", "-A");
  const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  git(...author, "commit", "-q", "-m", "Write the source");

  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle], {
    encoding: "utf8",
    cwd: workspace,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_EVENT_NAME: "push",
      GITHUB_EVENT_PATH: join(folder, "event.json"),
      GITHUB_REF: "refs/heads/main",
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      INPUT_MODE: "review",
      "INPUT_FAIL-ON": "warning",
    },
  });
  const told = `${stdout}${stderr}`;
  const titles = ["Missing translation", "Undefined key"];
  const isTold =
    titles.every((title) => stdout.includes(title)) && /^missing<</mu.test(read(output));
  const size = statSync(bundle).size;
  const isRight = status === 1 && isTold && read(summary).includes("`cart`") && size <= LIMIT;
  const goal = size <= GOAL ? "within the goal" : `above the goal of ${GOAL}`;
  console.log(`${process.version}: ${size} bytes, ${goal}; exit code ${status}`);
  if (!isRight) {
    console.error(told);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function git(...args) {
  execFileSync("git", args, { cwd: workspace });
}

function read(path) {
  return readFileSync(path, "utf8");
}
