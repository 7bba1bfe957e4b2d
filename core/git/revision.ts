/** What a commit does to one file. Blob ids; undefined where there is no regular file. */
export interface Change {
  readonly path: string;
  /** One a parent, in the order of {@link Revision.parents}; a root commit has one, undefined. */
  readonly before: readonly (string | undefined)[];
  readonly after: string | undefined;
}

/** A commit that changes one of the files asked for. A merge lists what differs from all parents. */
export interface Revision {
  readonly commit: string;
  readonly parents: readonly string[];
  /** When it was committed, in Unix seconds. */
  readonly time: number;
  /** `Name <email>`. */
  readonly author: string;
  readonly subject: string;
  readonly changes: readonly Change[];
  /** A shallow history ends here: what this commit seems to add may be older. */
  readonly boundary: boolean;
}

/** Every field ends with NUL, and none can hold one. */
export const LOG_FORMAT = "--format=tformat:%H%x00%P%x00%ct%x00%an <%ae>%x00%s";
const FIELDS = 5;

interface Draft extends Revision {
  readonly changes: Change[];
}

/** Reads the output of `git log --raw -z -c` as it comes. */
export async function* parseRevisions(
  output: AsyncIterable<Buffer>,
): AsyncGenerator<Revision, void, undefined> {
  let fields: string[] = [];
  let revision: Draft | undefined;
  let record: string | undefined;
  for await (const token of tokensOf(output)) {
    if (record !== undefined) {
      const change = changeOf(record, token);
      // A mere change of mode is none.
      if (change.before.some((id) => id !== change.after)) revision?.changes.push(change);
      record = undefined;
      continue;
    }
    if (fields.length === 0) {
      // git parts fields from changes by a line break, or for a merge by one more NUL.
      const start = token.replace(/^\n/u, "");
      if (start.startsWith(":")) record = start;
      else if (start !== "") fields.push(start);
      continue;
    }
    fields.push(token);
    if (fields.length < FIELDS) continue;
    if (revision !== undefined) yield revision;
    revision = revisionOf(fields);
    fields = [];
  }
  if (revision !== undefined) yield revision;
}

async function* tokensOf(output: AsyncIterable<Buffer>): AsyncGenerator<string, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of output) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, at)) {
      yield bytes.toString("utf8", at, end);
      at = end + 1;
    }
    rest = bytes.subarray(at);
  }
}

function revisionOf(fields: readonly string[]): Draft {
  const [commit = "", parents = "", time, author = "", subject = ""] = fields;
  return {
    commit,
    parents: parents === "" ? [] : parents.split(" "),
    time: Number(time),
    author,
    subject,
    changes: [],
    boundary: false,
  };
}

/** `:<modes> <ids> <letters>`: before, after. A merge has a colon, a mode and an id for each parent. */
function changeOf(record: string, path: string): Change {
  const sides = /^:+/u.exec(record)?.[0].length ?? 1;
  const columns = record.slice(sides).split(" ");
  const ids = columns.slice(0, sides + 1).map((mode, at) => {
    return mode.startsWith("100") ? columns[sides + 1 + at] : undefined;
  });
  return { path, before: ids.slice(0, sides), after: ids[sides] };
}
