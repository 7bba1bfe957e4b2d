import { OutsideError } from "../../model/errors.ts";
import type { HttpRequest } from "../http/request.ts";

const MEGABYTE = 1024 * 1024;
const TEN_MINUTES_MS = 600_000;

/** A group in a hundred locales is some ten megabytes, both ways. */
export const BULK: Pick<HttpRequest, "timeLimit" | "sizeLimit"> = {
  timeLimit: TEN_MINUTES_MS,
  sizeLimit: 128 * MEGABYTE,
};

/** One object a line. Throws OutsideError when a line is none: the answer was cut. */
export function readJsonLines(text: string, service: string): readonly unknown[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      try {
        return JSON.parse(line) as unknown;
      } catch {
        throw new OutsideError(`${service} gave results that end in the middle of a line`, {
          hint: "Run the same again: they are kept there for weeks.",
        });
      }
    });
}
