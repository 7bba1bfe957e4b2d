import { execFileSync } from "node:child_process";

/** Processes that this one has started and that have not ended. */
export function childrenNamed(name: string): string[] {
  const own = `${process.pid} `;
  return processes("ppid=,stat=,comm=").filter(
    (line) => line.trim().startsWith(own) && line.includes(name),
  );
}

/** Processes of this machine whose command line holds a text. */
export function processesWith(text: string): string[] {
  return processes("args=").filter((line) => line.includes(text));
}

function processes(columns: string): string[] {
  return execFileSync("ps", ["-A", "-o", columns], { encoding: "utf8" }).split("\n");
}
