import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { explain } from "./hunks.js";
import { run } from "./run.js";

const SHOP = join(import.meta.dirname, "../../examples/shop");
const DAY = 86_400;

/**
 * Replays the example's history into a git repository at `folder`, lets locstep adopt it, lives
 * through a day of work, and shows what `check` and `sync` make of it.
 */
export async function tell(folder, cli, signal) {
  const history = JSON.parse(await readFile(join(SHOP, "history.json"), "utf8"));
  const past = history.slice(0, -1);
  const today = history.at(-1);
  const git = (args, env) => run("git", args, { cwd: folder, signal, quiet: true, env });
  const locstep = (...args) => {
    say(`\n$ locstep ${args.join(" ")}`);
    return run(process.execPath, [cli, ...args], { cwd: folder, signal });
  };

  chapter("A shop that people translated", past.map(commitLine).join("\n"));
  await git(["init", "-q", "-b", "main"]);
  for (const step of past) await replay(step, folder, git);

  chapter(
    "Adopting it",
    "Nothing is sent and no translation is touched: what stands is taken as it is.",
  );
  await locstep("init");
  await locstep("sync");
  await commit({ author: "Ada", daysAgo: 1, message: "Keep the locales in step" }, git);

  chapter("A day of work", commitLine(today));
  await replay(today, folder, git);
  await locstep("check");

  chapter("Bringing the locales back in step", "The embedded provider: no account, no network.");
  await locstep("sync");

  chapter("What changed in the files", "And not a byte else.");
  const diff = await git(["diff", "--unified=1", "--", ".", ":!.locstep"]);
  say(explain(diff));
}

async function replay(step, folder, git) {
  await cp(join(SHOP, step.folder), folder, { recursive: true });
  await commit(step, git);
}

async function commit({ author, daysAgo, message }, git) {
  // An hour into the day past: "3 weeks ago" then reads the same at every second of the run.
  const date = `@${Math.floor(Date.now() / 1000) - daysAgo * DAY - 3_600} +0000`;
  const identity = `${author} <${author.toLowerCase()}@example.com>`;
  await git(["add", "--all"]);
  await git(["commit", "-q", `--author=${identity}`, `--date=${date}`, "-m", message], {
    GIT_COMMITTER_DATE: date,
  });
}

function commitLine({ author, daysAgo, message }) {
  const when = daysAgo === 0 ? "today" : `${daysAgo} days ago`;
  return `  ${when.padEnd(12)}  ${author.padEnd(7)} ${message}`;
}

function chapter(title, text) {
  say(`\n${`── ${title} `.padEnd(80, "─")}\n${text}`);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
