import fc from "fast-check";
import { expect, test } from "vitest";
import { positionsIn } from "../../../core/model/bytes.ts";

test("line and column are those that an editor shows, whatever ends the lines", () => {
  const pieces = fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\r", " ");
  fc.assert(
    fc.property(fc.array(pieces), fc.nat(), (list, at) => {
      const before = list.slice(0, at % (list.length + 1)).join("");
      const positions = positionsIn(Buffer.from(list.join("")));
      const lines = before.split(/\r\n|\r|\n/u);
      fc.pre(!(before.endsWith("\r") && list.join("")[before.length] === "\n"));
      const expected = { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
      expect(positions(Buffer.byteLength(before))).toEqual(expected);
    }),
  );
});
