import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Where a page shows the recording, or a part of it. */
const PLACE = /<!-- demo: .*? -->\n\n```text\n(.*?)```\n\n<!-- \/demo -->\n/ds;

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

/** What a developer sees first, for pages that begin with it: one command and its report. */
export function reportIn(recording) {
  const start = recording.indexOf("$ locstep check\n");
  const end = recording.indexOf("\n── ", start);
  if (start === -1 || end === -1) throw new Error("The recording has no report of a check.");
  return recording.slice(start, end);
}

/** What a page shows. Throws when it has no place for a recording. */
export function shownIn(page) {
  const [start, end] = placeIn(page);
  return page.slice(start, end);
}

export function withShown(page, text) {
  const [start, end] = placeIn(page);
  return page.slice(0, start) + text + page.slice(end);
}

function placeIn(page) {
  const place = PLACE.exec(page)?.indices[1];
  if (place === undefined) throw new Error("The page has no place for the recording.");
  return place;
}
