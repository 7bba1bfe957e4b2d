import { execFile } from "node:child_process";
import { promisify } from "node:util";

const START = "<!-- demo: written by `npm run demo -- --record` -->\n\n```text\n";
const END = "```\n\n<!-- /demo -->\n";

/** What the demo prints, with what differs from run to run made the same. */
export async function record(script, cli) {
  const env = { ...process.env, NO_COLOR: "1" };
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--cli", cli], {
    env,
    timeout: 60_000,
  });
  return stdout
    .replace(/\b[0-9a-f]{7,64}\b/g, (id) => "1a2b3c4d5e6f".repeat(6).slice(0, id.length))
    .replace(/[ \t]+$/gm, "")
    .trimStart();
}

/** The recording that a page shows. Throws when it has no place for one. */
export function recordingIn(page) {
  const [start, end] = placeIn(page);
  return page.slice(start, end);
}

export function withRecording(page, recording) {
  const [start, end] = placeIn(page);
  return page.slice(0, start) + recording + page.slice(end);
}

function placeIn(page) {
  const start = page.indexOf(START);
  const end = page.indexOf(END, start);
  if (start === -1 || end === -1) throw new Error("The page has no place for the recording.");
  return [start + START.length, end];
}
