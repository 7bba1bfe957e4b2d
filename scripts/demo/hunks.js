/** What a changed line shows, by what stands in it. Every hunk of the demo's diff has one. */
const EXPLANATIONS = [
  [/"signIn"/, "a renamed key: the translation went along with it, nothing was asked for"],
  [/"fax"/, "a deleted message: its translations went with it"],
  [
    /"voucher"/,
    "a new text that nobody has translated: made for the pseudo-locale, left out elsewhere",
  ],
  [/orders:/, "a new text that the website has a translation for: filled in from there"],
  [/"welcomeBack"/, "a changed text: made anew for the pseudo-locale, its placeholder untouched"],
];

/** A diff with a line above each hunk that says what it shows. */
export function explain(diff) {
  const parts = diff.split(/^(?=@@ |diff --git )/m);
  return parts.map((part) => (part.startsWith("@@ ") ? `${captions(part)}${part}` : part)).join("");
}

function captions(hunk) {
  const changed = hunk.split("\n").filter((line) => /^[+-]/.test(line));
  const shown = EXPLANATIONS.filter(([pattern]) => changed.some((line) => pattern.test(line)));
  if (shown.length === 0) throw new Error(`A hunk that nobody explained:\n${hunk}`);
  return shown.map(([, sentence]) => `▸ ${sentence}\n`).join("");
}
