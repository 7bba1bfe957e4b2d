import { describeSyntax } from "../../contract/syntax.ts";
import { type SyntaxName, syntaxes } from "../../../core/syntax/syntaxes.ts";

const MARKUP = ["<b>", "</b>", "<br/>", "<0>", "https://example.org/a", "&nbsp;", "\\n"];

const MARKS: Readonly<Record<SyntaxName, readonly string[]>> = {
  icu: [
    "{name}",
    "{n, number, ::percent}",
    "{n, plural, offset:1 =0 {none} one {# file} other {# files}}",
    "{sex, select, female {her {n, plural, other {#}}} other {their}}",
    "'{quoted}'",
    "''",
    '<a href="{url}">',
  ],
  flutter: ["{name}", "'{name}'", "{n, plural, one {it's one} other {{n} files}}"],
  i18next: ["{{name}}", "{{- html}}", "{{n, number(a: 1)}}", '$t(key, {"n": 1})', "{single}"],
  "vue-i18n": ["{name}", "{0}", "{'@'}", "@:key.path", "@.lower:key", "@:{'a b'}", "%{old}"],
  ruby: ["%{name}", "%<price>.2f", "%%", '<a href="%{url}">'],
  "python-percent": ["%(name)s", "%(n)d", "%s", "%%"],
  "python-brace": ["{}", "{0}", "{x!r:>10}", "{x:>{width}}", "{{", "}}"],
  printf: ["%s", "%1$d", "%@", "%ld", "%-10.2f", "%*d", "%#@files@", "%%"],
  brace: ["{name}", "{0}", "{ spaced }"],
  plain: MARKUP,
};

for (const [name, marks] of Object.entries(MARKS)) {
  describeSyntax(syntaxes[name as SyntaxName], [...marks, ...MARKUP]);
}
