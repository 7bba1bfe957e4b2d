import { recallPrinted } from "../core/workflow/at-rest.ts";
import { IN_STEP } from "./exit-codes.ts";
import { type Host, wantsColor, widthOf } from "./host.ts";

/** Prints again what the last check printed, where it would find and print the same; else checks. */
export async function check(args: readonly string[], host: Host): Promise<number> {
  const printed = await recallPrinted(host.cwd, asked(args, host));
  if (printed !== undefined) {
    host.stdout.write(printed);
    return IN_STEP;
  }
  const command = await import("./check.ts");
  return command.check(args, host);
}

/** Names all that decides how a report without findings is printed. */
export function asked(args: readonly string[], host: Host): string {
  return JSON.stringify([args, wantsColor(host), widthOf(host)]);
}
