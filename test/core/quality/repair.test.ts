import { expect, test } from "vitest";
import { repair } from "../../../core/quality/repair.ts";

test.for([
  ["gives back the source's outer white space", " a\n", "b", " b\n"],
  ["takes away what the source has not", "a", "\n b ", "b"],
  ["leaves inner white space", "a b", " x  y ", "x  y"],
  ["gives line ends of the source's kind", "a\r\nb", "x\ny\r\nz", "x\r\ny\r\nz"],
  ["and the other way round", "a\nb", "x\r\ny", "x\ny"],
  ["leaves an empty translation empty", " a ", "", ""],
  ["keeps marks of direction", "a", "\u200fb\u200f", "\u200fb\u200f"],
] as const)("%s", ([, source, target, repaired]) => {
  expect(repair(source, target)).toBe(repaired);
});
