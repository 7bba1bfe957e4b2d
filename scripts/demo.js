import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { record, recordingIn, withRecording } from "./demo/recording.js";
import { tell } from "./demo/story.js";

const README = join(import.meta.dirname, "../README.md");
const BUNDLE = join(import.meta.dirname, "../dist/locstep.js");
const USAGE = `npm run demo -- [options]
  --record  write what the demo prints into the README
  --check   fail when the README shows something else
`;

const { values: options } = parseArgs({
  options: {
    record: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    cli: { type: "string", default: BUNDLE },
  },
});

if (options.help) process.stdout.write(USAGE);
else if (options.record) await writeRecording();
else if (options.check) await checkRecording();
else await play();

/** Tells the story in a folder that is gone afterwards, however it ends. */
async function play() {
  const folder = await mkdtemp(join(tmpdir(), "locstep-demo-"));
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => interruption.abort());
  }
  try {
    await tell(folder, options.cli, interruption.signal);
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function writeRecording() {
  const page = await readFile(README, "utf8");
  await writeFile(README, withRecording(page, await record(import.meta.filename, options.cli)));
}

async function checkRecording() {
  const shown = recordingIn(await readFile(README, "utf8"));
  const now = await record(import.meta.filename, options.cli);
  if (shown === now) return;
  process.stderr.write(`The README shows another demo: npm run demo -- --record\n\n${now}`);
  process.exitCode = 1;
}
