import { expect, it } from "vitest";
import { type Messages, told } from "../../support/usage.ts";

const MESSAGES: Messages = {
  "": {
    "nav.home": [],
    "nav.back": [],
    hello: ["name"],
    pos: ["0"],
    cars: ["count"],
    "list.one": [],
  },
};

const SETUP = `<script setup lang="ts">
import { useI18n } from "vue-i18n";
const { t } = useI18n();
const KEYS = { a: "nav.home", b: "nav.back" } as const; const GONE = "nav.gone";
</script>
`;

async function check(template: string, script = SETUP): ReturnType<typeof told> {
  return told("vue-i18n", "App.vue", `${script}<template>\n${template}\n</template>\n`, MESSAGES);
}

it.each([
  ['<p>{{ $t("nav.home") }}</p>', [":nav.home"]],
  ["<p :title=\"$t('nav.home')\" />", [":nav.home"]],
  ['<p v-if="a > b" @click="x(); go(t(\'nav.home\'))">text</p>', [":nav.home"]],
  ['<li v-for="k in [t(\'nav.home\')]" :key="k">{{ t(KEYS[k]) }}</li>', [":nav.back", ":nav.home"]],
  ["<p v-t=\"'nav.home'\" />", [":nav.home"]],
  ["<p v-t=\"{ path: 'hello', args: { name } }\" />", [":hello"]],
  ['<i18n-t keypath="hello" tag="p"><template #name>x</template></i18n-t>', [":hello"]],
  ["<I18nT :keypath=\"ok ? 'nav.home' : 'nav.back'\" />", [":nav.back", ":nav.home"]],
  [
    "<p>{{ $t('hello', { name: x }) }} {{ $t('pos', [x]) }} {{ $tc('cars', 2) }} {{ $t('cars', n) }}</p>",
    [":cars", ":hello", ":pos"],
  ],
  ["<p>{{ $tm('list') }} {{ $te('nav.gone') }}</p>", [":list.one"]],
  ["<p v-for=\"item in $tm('list')\">{{ $rt(item) }} {{ $rt('nav.gone') }}</p>", [":list.one"]],
  ["<p>{{ $t(`nav.${x}`) }} {{ $t(x) }}</p>", [":nav.back", ":nav.home"]],
  [`<p>{{ $t("nav['home']") }} {{ $t('list["one"]') }}</p>`, [":list.one", ":nav.home"]],
  ['<p v-for="{ GONE }, i of list">{{ t(GONE) }}</p>', []],
  ['<List><template #item="{ GONE }">{{ t(GONE) }}</template></List>', []],
  ["<!-- {{ $t('gone') }} --><p title=\"{{ not vue }}\">$t('gone')</p>", []],
  ["<p>{{ a | filter }} {{ }} < 3 {{ $t('nav.home') }}", [":nav.home"]],
])("%s is defined", async (template, used) => {
  expect(await check(template)).toEqual({ faults: [], used });
});

it.each([
  ['<p>{{ $t("nav.gone") }}</p>', "7:10 undefined-key nav.gone"],
  [
    "<p\n  a=\"b\"\n  :title=\"ok ? t('nav.home') : t('nav.gone')\" />",
    "9:34 undefined-key nav.gone",
  ],
  ["<p @click=\"x(); y($t('nav.gone'))\" />", "7:22 undefined-key nav.gone"],
  ["<p v-t=\"'nav.gone'\" />", "7:9 undefined-key nav.gone"],
  ['<i18n-t keypath="nav.gone" />', "7:9 undefined-key nav.gone"],
  ["<i18n-t :keypath=\"ok ? 'nav.home' : 'nav.gone'\" />", "7:37 undefined-key nav.gone"],
  ["<p>{{ $t('hello', { nane: x }) }}</p>", "7:10 argument hello name"],
  ["<p>{{ $t('list[7]') }}</p>", "7:10 undefined-key list[7]"],
  ["<p>{{ $t('pos', []) }}</p>", "7:10 argument pos 0"],
])("%s is told", async (template, fault) => {
  expect((await check(template)).faults).toEqual([fault]);
});

it("numbers in brackets are segments of a key", async () => {
  const messages = { "": { "list.0": [], "list.1.title": [] } };
  const code = "export default { x() { this.$t('list[0]'); this.$t(`list[${i}].title`); } };";
  expect(await told("vue-i18n", "a.js", code, messages)).toEqual({
    faults: [],
    used: [":list.0", ":list.1.title"],
  });
});

it("version 8's element is no block, and what stands beside it is told", async () => {
  const template = '<i18n path="hello" tag="p">{{ $t("nav.home") }}</i18n>{{ $t("gone") }}';
  expect(await check(template)).toEqual({
    faults: ["7:61 undefined-key gone"],
    used: [":hello", ":nav.home"],
  });
});

it("both scripts share their names, and the options API asks through this", async () => {
  const scripts = `<script>
export const GONE = "nav.gone";
export default { methods: { m() { return this.$t("nav.home") + this.$i18n.t("nav.back"); } } };
</script>
<script setup>
import { useI18n } from 'vue-i18n'
const i18n = useI18n()
</script>
`;
  expect(await check("<p>{{ i18n.t(GONE) }}</p>", scripts)).toEqual({
    faults: ["10:14 undefined-key nav.gone"],
    used: [":nav.back", ":nav.home"],
  });
});

it("messages of the component's own are not ours", async () => {
  const block = '<i18n>{ "en": { "own": "Own" } }</i18n>\n';
  expect((await check('<p>{{ $t("own") }}</p>', SETUP + block)).faults).toEqual([]);
  const own =
    'import { useI18n } from "vue-i18n";\nconst { t } = useI18n({ messages: { en: { own: "Own" } } });\nt("own");';
  expect((await told("vue-i18n", "a.ts", own, MESSAGES)).faults).toEqual([]);
});

it("files with namespaces stand below their names", async () => {
  const messages = { home: { title: [] }, "shop/cart": { total: [] } };
  const code =
    "export default { x() { this.$t('home.title'); this.$t('shop.cart.total'); this.$t('total'); this.$t('home.gone'); } };";
  const { faults } = await told("vue-i18n", "a.js", code, messages);
  expect(faults).toEqual(["1:101 undefined-key home.gone"]);
});

it("Nuxt brings useI18n without an import", async () => {
  const code = '<script setup>\nconst { t } = useI18n()\nt("nav.gone")\n</script>';
  const { faults } = await told("vue-i18n", "a.vue", code, MESSAGES);
  expect(faults).toEqual(["3:3 undefined-key nav.gone"]);
});

it("$t of a module of the application's own is trusted where nearly all it asks for is defined", async () => {
  const script = '<script setup>\nimport { $t } from "@/plugins/i18n";\n</script>\n';
  const calls = ["nav.home", "nav.back", "list.one"].map((key) => `{{ $t("${key}", x) }}`).join("");
  const { faults, used } = await check(
    `${calls}${calls}${calls}${calls}{{ $t("nav.gone") }}`,
    script,
  );
  expect(faults).toEqual([expect.stringContaining("undefined-key nav.gone")]);
  expect(used).toEqual([":list.one", ":nav.back", ":nav.home"]);
});
