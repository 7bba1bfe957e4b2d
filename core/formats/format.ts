import type { Catalog } from "../catalog/catalog.ts";
import type { Key } from "../model/key.ts";
import type { Refusal } from "../model/refusal.ts";
import type { ReusedColumns } from "./columns.ts";

/** One change to a catalog. `set` replaces the text at `key`, or inserts it where it is absent. */
export type Edit =
  | { readonly kind: "set"; readonly key: Key; readonly text: string }
  | { readonly kind: "remove"; readonly key: Key };

/** What became of a splice. A refusal leaves the file as it was; `key` is what stands in the way. */
export type Splice =
  | { readonly outcome: "spliced"; readonly bytes: Uint8Array }
  | { readonly outcome: "refused"; readonly key: Key; readonly reason: Refusal };

/**
 * Bytes ↔ catalog. Laws, held by `test/contract/format.ts` for every format:
 * no edits give back the input; setting the current text is no change; only the bytes of the edited
 * values differ; a malformed file is a problem with an offset, never a throw; linear in the file.
 */
export interface Format {
  readonly name: string;
  /** With their dots, lower case. */
  readonly extensions: readonly string[];
  /** What a file without messages holds: where a new target starts from. */
  readonly blank: string;
  /**
   * Reads UTF-8 bytes (decoding of other encodings is done before, see `encoding.ts`).
   * `root` is the locale as spelled on disk: where the format knows root keys (Rails) and the
   * document's only top key is that one, the catalog is what stands below it. A catalog may stand
   * in `columns` until these are given again.
   */
  scan(bytes: Uint8Array, root?: string, columns?: ReusedColumns): Catalog;
  /**
   * The bytes with the edits made. `order` is the source catalog: a new key goes after its nearest
   * preceding sibling there, and its containers have the kinds that they have there.
   */
  splice(catalog: Catalog, edits: readonly Edit[], order: Catalog): Splice;
  /**
   * What a new file holds beside its messages, as edits of the blank one: ARB names its locale, as
   * spelled on disk, where the source does.
   */
  heading?(source: Catalog, spelling: string): readonly Edit[];
}
