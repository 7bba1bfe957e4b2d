/**
 * Two shapes of data, so that no trick fits one. Both are made of an index alone: the same index
 * gives the same key and text on every machine, and no two locales share a word.
 */

/** Three levels deep, two spaces, prose of 6 to 18 words. */
const nested = {
  name: "nested",
  indent: "  ",
  escapes: false,
  keyOf(index) {
    const random = randomOf(index, "key");
    const leaf = `${word("en", random())}${capitalised(word("en", random()))}${index % 20}`;
    const section = Math.floor(index / 2_000);
    const page = Math.floor(index / 20);
    return [
      `${word("en", section * 7)}Section${section}`,
      `${word("en", page * 5)}Page${page}`,
      leaf,
    ];
  },
  textOf(index, locale, revision) {
    const random = randomOf(index, locale, revision);
    const words = Array.from({ length: 6 + (index % 13) }, () => word(locale, random()));
    if (index % 3 === 0) words[2] = index % 2 === 0 ? "{{name}}" : "{{count}}";
    return `${capitalised(words.join(" "))}.`;
  },
};

/** One level, four spaces, keys of 2 to 100 characters, short texts with escapes; half of the locales in `\u`. */
const flat = {
  name: "flat",
  indent: "    ",
  escapes: true,
  keyOf(index) {
    const random = randomOf(index, "key");
    const words = Array.from({ length: index % 11 }, () => word("en", random()));
    return [[...words, `k${index.toString(36)}`].join(index % 2 === 0 ? "-" : ".")];
  },
  textOf(index, locale, revision) {
    const random = randomOf(index, locale, revision);
    const words = Array.from({ length: 1 + (index % 7) }, () => word(locale, random()));
    if (index % 4 === 0) words.push("{{value}}");
    if (index % 5 === 0) words.push(`"${word(locale, random())}"`);
    if (index % 6 === 0) words.push(`\n${word(locale, random())}\tü \\ 🎉`);
    return words.join(" ");
  },
};

export const SHAPES = { nested, flat };

/** The text of a JSON file that holds the entries `[key, text]`, as an editor would have written it. */
export function serialise(shape, entries, locale) {
  const root = {};
  for (const [key, text] of entries) {
    let parent = root;
    for (const segment of key.slice(0, -1)) parent = parent[segment] ??= {};
    parent[key.at(-1)] = text;
  }
  const json = `${JSON.stringify(root, undefined, shape.indent)}\n`;
  return shape.escapes && locale.charCodeAt(0) % 2 === 0
    ? json.replace(/[^\0-\x7f]/g, escaped)
    : json;
}

function escaped(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const ALPHABETS = {
  latin: "a e i o u b c d f g h k l m n p r s t v".split(" "),
  cyrillic: "а е и о у б в г д з к л м н п р с т ч ш".split(" "),
  arabic: "ا و ي ب ت ث ج ح د ر س ش ص ط ع ف ق ك ل م".split(" "),
  hangulAndKana: "あ い う か き く さ し す た な に は ひ ま 가 나 다 라 마".split(" "),
  han: "天 地 人 日 月 水 火 木 金 土 山 川 中 大 小 上 下 文 字 开".split(" "),
};
const SCRIPTS = {
  ru: "cyrillic",
  uk: "cyrillic",
  bg: "cyrillic",
  ar: "arabic",
  fa: "arabic",
  ur: "arabic",
  he: "arabic",
  ja: "hangulAndKana",
  ko: "hangulAndKana",
  "zh-CN": "han",
  "zh-TW": "han",
};

const vocabularies = new Map();

function word(locale, number) {
  let words = vocabularies.get(locale);
  if (words === undefined) {
    words = vocabularyOf(locale);
    vocabularies.set(locale, words);
  }
  return words[number % words.length];
}

function vocabularyOf(locale) {
  const alphabet = ALPHABETS[SCRIPTS[locale] ?? "latin"];
  const random = randomOf(0, locale, 0);
  return Array.from({ length: 700 }, () =>
    Array.from({ length: 2 + (random() % 8) }, () => alphabet[random() % alphabet.length]).join(""),
  );
}

function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A small generator of 32-bit numbers (mulberry32), seeded by what it is asked for. */
function randomOf(index, name, revision = 0) {
  let state = (index * 31 + revision * 1_000_003) | 0;
  for (let at = 0; at < name.length; at++)
    state = Math.imul(state ^ name.charCodeAt(at), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
