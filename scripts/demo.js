import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bundle } from "./bundle.js";
import { record, reportIn, shownIn, withShown } from "./demo/recording.js";
import { tell } from "./demo/story.js";

const ROOT = join(import.meta.dirname, "..");
/** What each page shows of a recording. */
const PAGES = { "docs/demo.md": (recording) => recording, "README.md": reportIn };
const USAGE = `npm run demo -- [options]
  --record  write what the demo prints into docs/demo.md and README.md
  --check   fail when they show something else
  --cli     a bundled command line to take instead of building one
`;

const { values: options } = parseArgs({
  options: {
    record: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    cli: { type: "string" },
  },
});

if (options.help) {
  process.stdout.write(USAGE);
} else {
  const cli = resolve(options.cli ?? (await bundle()));
  if (options.record) await writeRecording(cli);
  else if (options.check) await checkRecording(cli);
  else await play(cli);
}

/** Tells the story in a folder that is gone afterwards, however it ends. */
async function play(cli) {
  const folder = await mkdtemp(join(tmpdir(), "locstep-demo-"));
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => interruption.abort());
  }
  // `npm run demo | head` closes the pipe before the end.
  process.stdout.on("error", () => interruption.abort());
  try {
    await tell(folder, cli, interruption.signal);
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function writeRecording(cli) {
  const recording = await record(import.meta.filename, cli);
  for (const [name, part] of Object.entries(PAGES)) {
    const path = join(ROOT, name);
    await writeFile(path, withShown(await readFile(path, "utf8"), part(recording)));
  }
}

async function checkRecording(cli) {
  const recording = await record(import.meta.filename, cli);
  for (const [name, part] of Object.entries(PAGES)) {
    const shown = shownIn(await readFile(join(ROOT, name), "utf8")).split("\n");
    const now = part(recording).split("\n");
    const at = now.findIndex((line, index) => line !== shown[index]);
    if (at === -1 && now.length === shown.length) continue;
    process.stderr.write(`${name} shows an older demo; renew it: npm run demo -- --record
  page: ${shown.at(at)}
  demo: ${now.at(at)}
`);
    process.exitCode = 1;
  }
}
