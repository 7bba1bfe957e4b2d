import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

/** What may become of the ledger's lines: by merges gone wrong, disks, and people. */
export interface Damage {
  /** Which lines remain, in which order and how often; numbers of lines, past the end from the front. */
  readonly lines: readonly number[];
  readonly linesPerSegment: number;
  /** Under a name that the content does not hash to, or under the name of a true segment. */
  readonly name: "foreign" | "true";
  /** Set between the lines of every segment. */
  readonly between: string;
  /** Characters cut off each segment's end. */
  readonly cut: number;
  readonly header: string;
}

const MARKERS = ["<<<<<<< HEAD", "||||||| base", "=======", ">>>>>>> b1"];

export const damage: fc.Arbitrary<Damage> = fc.record({
  lines: fc.array(fc.nat(999), { maxLength: 40 }),
  linesPerSegment: fc.integer({ min: 1, max: 8 }),
  name: fc.constantFrom("foreign", "true"),
  between: fc.constantFrom("", "", "\r", "\n", ...MARKERS.map((marker) => `\n${marker}`)),
  cut: fc.oneof(fc.constant(0), fc.nat(150)),
  header: fc.constantFrom("# locstep 1\n", "# locstep 2\n", "", "<<<<<<< HEAD\n# locstep 1\n"),
});

/** Damages the segments in `folder`; answers how to restore them. */
export function applyDamage(folder: string, damage: Damage): () => void {
  const before = readAll(folder);
  const lines = [...before.values()].flatMap((text) =>
    text.split("\n").filter((line) => line !== "" && !line.startsWith("#")),
  );
  const names = [...before.keys()];
  const chosen = damage.lines.map((number) => lines[number % lines.length] as string);
  const after = new Map<string, string>();
  for (let from = 0; from < chosen.length; from += damage.linesPerSegment) {
    const part = chosen.slice(from, from + damage.linesPerSegment);
    const text = damage.header + part.map((line) => `${line}${damage.between}\n`).join("");
    const foreign = from.toString(16).padStart(32, "0");
    const name = damage.name === "foreign" ? foreign : (names[after.size] ?? foreign);
    after.set(name, text.slice(0, text.length - damage.cut));
  }
  replaceAll(folder, after);
  return () => replaceAll(folder, before);
}

function readAll(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

function replaceAll(folder: string, files: ReadonlyMap<string, string>): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}
