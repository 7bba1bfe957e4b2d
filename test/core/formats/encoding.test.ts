import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DecodedFile, decodeFile, invalidUtf8 } from "../../../core/formats/encoding.ts";

const MARK = "\ufeff";

function utf16(text: string, order: "le" | "be"): Buffer {
  const units = Buffer.from(MARK + text, "utf16le");
  return order === "le" ? units : units.swap16();
}

function decoded(bytes: Uint8Array): DecodedFile {
  const file = decodeFile(bytes);
  if ("code" in file) throw new Error(file.detail);
  return file;
}

/** Unpaired surrogates left out: no encoding can hold them. */
const someText = fc.string({ unit: "binary" });

describe("every text that a file can hold", () => {
  test("reads and writes back losslessly", () => {
    fc.assert(
      fc.property(someText, (text) => {
        const plain = `{}${text}`;
        const files = [
          Buffer.from(plain),
          Buffer.from(MARK + plain),
          utf16(plain, "le"),
          utf16(plain, "be"),
        ];
        for (const bytes of files) {
          const file = decoded(bytes);
          expect(Buffer.from(file.encode(file.utf8))).toEqual(bytes);
          expect(Buffer.from(file.utf8).toString().replace(MARK, "")).toBe(plain);
        }
      }),
    );
  });

  test("takes a new content in the file's own encoding", () => {
    fc.assert(
      fc.property(someText, someText, (text, next) => {
        const content = Buffer.from(next);
        expect(decoded(Buffer.from(`{}${text}`)).encode(content)).toEqual(content);
        expect(decoded(utf16(text, "le")).encode(content)).toEqual(utf16(next, "le"));
        expect(decoded(utf16(text, "be")).encode(content)).toEqual(utf16(next, "be"));
      }),
    );
  });
});

describe("what is neither UTF-8 nor marked UTF-16 is a problem", () => {
  test("Latin-1, at its first character that is not ASCII", () => {
    const bytes = Buffer.from('{"a": "Größe"}', "latin1");
    expect(invalidUtf8(bytes)).toEqual({
      code: "encoding",
      offset: 9,
      detail: "looks like Latin-1 or Windows-1252, not UTF-8",
    });
  });

  test("UTF-16 without a byte order mark", () => {
    const bytes = Buffer.from('{"a": "Größe"}', "utf16le");
    expect(decodeFile(bytes)).toMatchObject({
      code: "encoding",
      offset: 1,
      detail: "looks like UTF-16 without a byte order mark",
    });
  });

  test("UTF-16 of ASCII alone, which is valid UTF-8 full of zeros", () => {
    for (const bytes of [Buffer.from('{"a": 1}', "utf16le"), utf16('{"a": 1}', "be").subarray(2)]) {
      expect(decodeFile(bytes)).toMatchObject({
        code: "encoding",
        detail: "looks like UTF-16 without a byte order mark",
      });
    }
  });

  test("UTF-16 with an unpaired surrogate, at its unit", () => {
    for (const order of ["le", "be"] as const) {
      expect(decodeFile(utf16("a\ud800b", order))).toMatchObject({ code: "encoding", offset: 4 });
      expect(decodeFile(utf16("ab\udc00", order))).toMatchObject({ code: "encoding", offset: 6 });
    }
  });

  test("UTF-16 with half a character at its end", () => {
    const bytes = utf16("ab", "le").subarray(0, 5);
    expect(decodeFile(bytes)).toMatchObject({ code: "encoding", offset: 4 });
  });

  test("overlong forms, encoded surrogates, stray and missing continuations", () => {
    const faults = ["c0af", "eda080", "80", "e282", "f8888080", "ff", "f4908080"];
    for (const fault of faults) {
      const bytes = Buffer.concat([Buffer.from("añ€😀"), Buffer.from(fault, "hex")]);
      expect(invalidUtf8(bytes)).toMatchObject({ code: "encoding", offset: 10 });
    }
  });
});

test("the offset is that of the first character which is wrong", () => {
  const piece = fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
      const decoder = new TextDecoder("utf-8", { fatal: true });
      let valid = 0;
      for (let end = 1; end <= bytes.length; end++) {
        try {
          decoder.decode(bytes.subarray(0, end));
          valid = end;
        } catch {
          // Within a character, or behind the fault: no longer prefix is valid then.
        }
      }
      fc.pre(valid < bytes.length);
      expect(invalidUtf8(bytes).offset).toBe(valid);
    }),
    { numRuns: 1000 },
  );
});

test("the offset is found at the end of 20 MB too", () => {
  const bytes = Buffer.alloc(20_000_000, "é");
  bytes[bytes.length - 1] = 0xff;
  expect(invalidUtf8(bytes).offset).toBe(bytes.length - 2);
});
