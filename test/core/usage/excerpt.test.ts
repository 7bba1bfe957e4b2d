import { expect, test } from "vitest";
import type { Adapter } from "../../../core/usage/adapter.ts";
import { adapters } from "../../../core/usage/adapters/adapters.ts";
import { excerptOf } from "../../../core/usage/excerpt.ts";
import { loadParser } from "../../../core/usage/parse.ts";
import { scanSource } from "../../../core/usage/scan.ts";

const parser = await loadParser();
if (parser === undefined) throw new Error("oxc-parser is not installed");

const HOOK = `import { useTranslation } from "react-i18next";\nconst { t } = useTranslation();\n`;

/** By what is special about them; each asks for something. */
const SOURCES: Readonly<Record<string, string>> = {
  "plain calls": `${HOOK}export const A = () => <p title={t("a")}>{t('b', { n: f(1) })} Don't</p>;`,
  "other code around": `${HOOK}const other = items.map((item) => item.size / 2); export default t("a");`,
  "a list of what an effect depends on": `${HOOK}const x = useMemo<X>(() => t("a"), [items, t]);`,
  "handed on": `${HOOK}format(t, 1); export const A = () => <B t={t} x={t("a")} />;`,
  "two components": `import { useTranslation } from "react-i18next";
function A() { const { t } = useTranslation("x"); return t("a"); }
function B() { const { t } = useTranslation("x"); return t("b"); }`,
  "two components with namespaces of their own": `import { useTranslation } from "react-i18next";
function A() { const { t } = useTranslation("x"); return t("a"); }
function B() { const { t } = useTranslation("y"); return t("b"); }`,
  "a name of its own": `import { useTranslation as use } from "react-i18next";
const { t: translate, i18n: { language } } = use("x"); translate("a");
const { t: second } = use(); second("b");`,
  "another name later": `${HOOK}const tr = t; tr("a"); t("b");`,
  "a hook that is called in an expression": `import { useTranslation } from "react-i18next";
const bag = isOn ? useTranslation("x") : undefined; bag.t("a");`,
  "a member that is called where it is made": `import { useTranslation } from "react-i18next";
useTranslation("x").t("a"); f(useTranslation("y").t)("b");`,
  parameters: `${HOOK}list.map((t) => t("a")); function f({ t }) { return t("b"); } t("c");`,
  "parameters of arrows in lists": `${HOOK}f(([t]) => t("a"), t("b")); g((a, t) => t("c"));`,
  "methods and signatures": `${HOOK}const o = { t(key) { return key; } };
interface T { t(key: string): string } class C { t(key) {} } t("a");`,
  branches: `${HOOK}const x = a ? t("a") : t("b"); switch (t("c")) { case t("d"): }`,
  "keys made of constants": `${HOOK}const KEYS = { a: "x.a" }; const P = "p"; t(KEYS.a); t(\`\${P}.b\`);`,
  "a namespace made of a constant": `${HOOK}const ns = "x"; t("a", { ns }); t("b", { count: ns });`,
  "keys of parameters": `${HOOK}export const f = (name) => t(\`a.\${name}\`) + t(name);`,
  "in comments and texts": `${HOOK}// t("no")\n/* t("no") */ const s = "t('no')"; t("a");`,
  "an address in JSX": `${HOOK}export const A = () => <p>http://x {t("a")} y</p>;`,
  "apostrophes in JSX": `${HOOK}export const A = () => <p>Don't {t("a")} won't</p>;`,
  "JSX that looks like code": `${HOOK}export const A = () => <p>ask t("a") or <b>t("b")</b> {t("c")}</p>;`,
  templates: `${HOOK}const s = \`\${t("a")} t("no") \${\`\${t("b")}\`}\`;`,
  "a regular expression with quotes": `${HOOK}const r = /["']/; t("a"); const q = /\\/\\/ t("no")/;`,
  "a pattern in slashes": `${HOOK}const r = /[/*]/; t("a"); const q = 1 /* t("b") */;`,
  components: `import { Trans, useTranslation } from "react-i18next";
const { t } = useTranslation(); export const A = () => <Trans i18nKey="a">{t("b")}</Trans>;`,
  "elements without attributes": `import { Trans, useTranslation } from "react-i18next";
const { t } = useTranslation(); export const A = () => <p><Trans>Don't {t("b")}</Trans> <Trans /></p>;
const list = new Map<Trans, string>(); f<Trans>(t("c"));`,
  "elements with attributes": `import { Trans, useTranslation as use } from "react-i18next";
const { t: tr } = use("x"); export const A = ({ user }) => <p>{tr("a")} now <Trans i18nKey="b" ns="y" values={{ user, n: (n) => n > 1 }}
  components={{ em: <strong className="x" /> }} /> or {isOn ? <Trans i18nKey={isOn ? "c" : "d"} t={tr}>Its <b>{user}</b> text</Trans> : tr("e")}</p>;`,
  "an element whose key is made elsewhere": `import { Trans } from "react-i18next";
const KEYS = { a: "x.a" }; export const A = ({ KEY }) => <><Trans i18nKey={KEYS.a} /><Trans i18nKey={KEY} /></>;`,
  "an element with spread attributes": `import { Trans } from "react-i18next";
export const A = (all) => <Trans {...all} i18nKey="a" count={all.n}>text and text</Trans>;`,
  "an element of a namespace": `import * as i18n from "react-i18next";
export const A = () => <i18n.Trans i18nKey="a" values={{ b: 1 }}>text and more text</i18n.Trans>;`,
  "an element in a call and a call in an element": `import { Trans, useTranslation } from "react-i18next";
const { t } = useTranslation(); t("a", { b: <Trans i18nKey="b" /> });
export const A = () => <Trans i18nKey="c" defaults={t("d")} components={[<Trans i18nKey="e" key="f" />]} />;`,
  "an attribute of two lines": `import { Trans } from "react-i18next";
export const A = () => <Trans i18nKey="a" defaults="a > b
  and {c" values={{ b: 1 }} />;`,
  "what only looks like an element": `import { Trans } from "react-i18next";
const r = /<Trans i18nKey="a">/; const isLess = a <Trans && b> c; type A = Map<Trans extends B ? C : D, "i18nKey">;
export const f = <Trans extends object>(x: Trans) => x; export const g = () => <Trans i18nKey="b" />;`,
  "an element that is made or shadowed": `import { Trans } from "react-i18next";
export const A = ({ Trans }) => <Trans i18nKey="a" />; const T = Trans; export const B = () => <T i18nKey="b" />;`,
  "elements of react-intl": `import { FormattedMessage } from "react-i18next";
export const A = () => <FormattedMessage id="a" defaultMessage="A {b}" values={{ b: <i>c</i> }} />;`,
  "an instance": `import i18n from "i18next"; i18n.use(x).init({ defaultNS: "x" }); i18n.t("a");`,
  "a function of unknown origin": `import { t } from "~/i18n"; t("a"); props.t("b"); this.t("c");`,
  "a function that is called $t": `import { $t } from "~/i18n"; $t("a"); props.$t("b"); const t$t = 1;`,
  "a call that goes on": `${HOOK}t("a").split(",").map((part) => t(part)); t("b")!; t("c") !== x;`,
  "a nested call": `${HOOK}t("a", { b: t("b"), c: (t) => t("c") });`,
  "an import that is none of the first lines": `  import { t as tr } from "i18next"; tr("a");`,
  spread: `${HOOK}t(...keys); t("a", ...rest);`,
  "lists of keys": `${HOOK}t(["a", "b"]); t(($) => $.a.b);`,
};

function whole(adapter: Adapter): Adapter {
  const { reach: _, ...rest } = adapter;
  return rest;
}

test.each(Object.entries(SOURCES))("an excerpt tells what the source tells: %s", (_, source) => {
  for (const library of ["i18next", "next-intl", "react-intl"] as const) {
    const text = source.replaceAll("react-i18next", library);
    const scan = (adapter: Adapter) => {
      const { uses, ...rest } = scanSource("a.tsx", text, { adapters: [adapter], parser });
      return { uses, ...rest };
    };
    expect(scan(adapters[library])).toEqual(scan(whole(adapters[library])));
  }
});

test("an excerpt holds imports, what they make, and calls, each in its place", () => {
  const source = SOURCES["plain calls"] as string;
  const excerpt = excerptOf(source, [adapters.i18next]) as string;
  expect(excerpt).toHaveLength(source.indexOf("} Don't"));
  expect(excerpt.replaceAll(/\s+;/gu, ";")).toBe(
    `import { useTranslation } from "react-i18next";const { t } = useTranslation();t("a");t('b', { n: f(1) })`,
  );
  expect(excerpt.indexOf(`t("a")`)).toBe(source.indexOf(`t("a")`));
});

test("an excerpt holds an element as far as it asks", () => {
  const source = SOURCES["elements with attributes"] as string;
  const excerpt = excerptOf(source, [adapters.i18next]) as string;
  const place = source.indexOf("<Trans i18nKey={");
  expect(excerpt.indexOf("<Trans i18nKey={")).toBe(place);
  expect(excerpt.slice(place)).toMatch(
    /^<Trans i18nKey=\{isOn \? "c" : "d"\} t=\{tr\}><\/Trans> +;tr\("e"\)$/u,
  );
  expect(excerptOf(SOURCES["elements without attributes"] as string, [adapters.i18next])).toContain(
    `;t("b") `,
  );
});

test("a source that asks in another way has no excerpt", () => {
  for (const name of [
    "parameters",
    "another name later",
    "components",
    "two components with namespaces of their own",
  ]) {
    expect(excerptOf(SOURCES[name] as string, [adapters.i18next]), name).toBeUndefined();
  }
});

test("the names that an adapter reaches are those that it knows", () => {
  for (const { library, reach, global, method, guess } of Object.values(adapters)) {
    if (reach === undefined) continue;
    for (const name of [
      "t",
      "$t",
      "i18n",
      "_",
      "formatMessage",
      "formatHTMLMessage",
      "translate",
      "x",
    ]) {
      const known = global?.(name) ?? method?.(name) ?? guess?.({ name, from: () => "" });
      expect(known !== undefined, `${library} ${name}`).toBe(reach.names.includes(name));
    }
  }
});

test("no source makes an excerpt slow", () => {
  const parts = [
    "t,",
    "f(t,",
    "'t(",
    `"\\"`,
    "/*",
    "import\n",
    "const {",
    "const t = t(",
    "import a as ",
    "t.t",
    "<t a={",
    "<t ",
    "<t a=''",
    "`${",
    "const ab = abc();\n",
    "[t,",
  ];
  for (const part of parts) {
    const text = HOOK + part.repeat(190_000 / part.length);
    // Milliseconds; what grows with the square of the length runs into the test's own limit.
    expect(() => excerptOf(text, [adapters.i18next]), part).not.toThrow();
  }
  const comment = `${HOOK}/* import${"\n".repeat(190_000)}*/`;
  expect(() => excerptOf(comment, [adapters.i18next])).not.toThrow();
});
