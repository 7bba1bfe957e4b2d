import { visible } from "../core/report/quote.ts";
import { counted } from "../core/report/words.ts";
import { openSession } from "../core/workflow/session.ts";
import { COMMON, commonOptions, oneGlob, readArguments } from "./arguments.ts";
import { IN_STEP } from "./exit-codes.ts";
import type { Host } from "./host.ts";

export async function accept(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments("accept", args, COMMON);
  const { place, locales, json } = commonOptions(values, host);
  const glob = oneGlob("accept", positionals);
  const session = await openSession(place);
  const count = await session.accept(glob, locales);
  const told = json
    ? JSON.stringify({ version: 1, accepted: count })
    : `Accepted ${counted(count, "translation")}; commit ${visible(session.project.ledgerFolder)} with your work.`;
  host.stdout.write(`${told}\n`);
  return IN_STEP;
}
