import { describe, expect, it } from "vitest";
import { told } from "../../support/usage.ts";

const MESSAGES = { "": { "NAV.HOME": [], "NAV.BACK": [], HELLO: ["name"] } };

describe("a template", () => {
  async function check(template: string): ReturnType<typeof told> {
    return told("ngx-translate", "app.component.html", template, MESSAGES);
  }

  it.each([
    ["<p>{{ 'NAV.HOME' | translate }}</p>", [":NAV.HOME"]],
    ['<p>{{ "NAV.HOME"|translate|uppercase }}</p>', [":NAV.HOME"]],
    ["<p [title]=\"'HELLO' | translate: { name: user.name }\">x</p>", [":HELLO"]],
    ["<p title=\"{{ 'NAV.HOME' | translate }}\" *ngIf=\"'NAV.BACK' | translate as a\">", null],
    ["<p>{{ (ok ? 'NAV.HOME' : 'NAV.BACK') | translate }}</p>", [":NAV.BACK", ":NAV.HOME"]],
    ["<p>{{ ok ? 'plain.text' : 'NAV.BACK' | translate }}</p>", [":NAV.BACK"]],
    ["<p>{{ ok ? ('NAV.HOME' | translate) : ('NAV.BACK' | translate) }}</p>", null],
    ["<p>{{ ok ? 'NAV.HOME' | translate : 'NAV.BACK' | translate }}</p>", null],
    ['<p translate="NAV.HOME"></p><p [translate]="\'NAV.BACK\'"></p>', null],
    ['<p translate>gone.key</p><p translate="no"></p><p [translate]="key"></p>', []],
    ["{{ 'gone.' + x | translate }} {{ x + 'gone.key' | translate }} {{ x | translate }}", []],
    ["{{ keyOf('gone.key') | translate }} {{ x['gone.key'] | translate }}", []],
    ["{{ at | date: 'gone.key' | translate }} {{ at | p:('gone.key') | translate }}", []],
    [
      "{{ ok ? (at | date: 'gone.key' | translate) : y }} {{ f(ok ? 'a.b' : 'c.d') | translate }}",
      [],
    ],
    ["{{ 'gone.key' || translate }} {{ 'gone.key' | translateDate }} {{ x || 'a.b' | other }}", []],
    ["<!-- {{ 'gone.key' | translate }} --><code>'gone.key' | translate</code>", []],
    ["<script>`{{ 'gone.key' | translate }}`</script><p title=\"'gone.key' | translate\">", []],
    ["{{ 'Hello you' | translate }} {{ 'Save' | translate }} {{ 'it\\'s.gone' | translate }}", []],
    ["{{ {{ ' | translate }} {{ 'NAV.HOME' | translate }}", [":NAV.HOME"]],
  ])("%s is defined", async (template, used) => {
    const { faults, used: all } = await check(template);
    expect(faults).toEqual([]);
    if (used === null) expect(all).toEqual([":NAV.BACK", ":NAV.HOME"]);
    else expect(all).toEqual(used);
  });

  it.each([
    ["<p>\n{{ 'NAV.GONE' | translate }}</p>", "2:4 undefined-key NAV.GONE"],
    ["<p [title]=\"'NAV.GONE' | translate\">", "1:13 undefined-key NAV.GONE"],
    ["<!-- a\n --><p title=\"{{ 'NAV.GONE' | translate }}\">", "2:18 undefined-key NAV.GONE"],
    ["{{ ok ? ('NAV.HOME' | translate) : 'NAV.GONE' | translate }}", "1:36 undefined-key NAV.GONE"],
    ["<p [translate]=\"'NAV.GONE'\"></p>", "1:17 undefined-key NAV.GONE"],
  ])("%s is told", async (template, fault) => {
    expect((await check(template)).faults).toEqual([fault]);
  });

  it("of any length is read in time that grows with it alone", async () => {
    const hostile = ["{{", "{{ '", '<p [a]="', "<!--", "{{ 'a' ", "{{ a ? 'b' : ", "<script>"];
    for (const part of hostile) {
      expect((await check(`${part.repeat(2_000)}\n{{ x | translate`)).faults).toEqual([]);
    }
  });
});

describe("code", () => {
  const IMPORTS = `import { Component, inject } from "@angular/core";
import { TranslateService } from "@ngx-translate/core";
`;

  async function check(code: string): ReturnType<typeof told> {
    return told("ngx-translate", "app.component.ts", IMPORTS + code, MESSAGES);
  }

  it.each([
    [
      "class A { constructor(private translate: TranslateService) { this.translate.instant('HELLO', { name }) } }",
      [":HELLO"],
    ],
    [
      "const s = inject(TranslateService); s.get(['NAV.HOME', 'NAV.BACK']); s.stream(`NAV.${x}`)",
      [":NAV.BACK", ":NAV.HOME"],
    ],
    ["@Component({ template: `<p>{{ 'HELLO' | translate }}</p>` }) class A {}", [":HELLO"]],
    ["const s = inject(TranslateService); s.use('gone.key'); s.instant(x); s.instant(...all)", []],
    ["const key = `gone.${id}`; this.translate.instant(key) !== key", []],
    ["this.http.get('gone.key'); map.get('gone.key'); this.translate.get('/api/gone')", []],
    [
      "Temporal.instant('gone.key'); this.ownTranslator.instant('gone.key'); instant('gone.key')",
      [],
    ],
  ])("%s is defined", async (code, used) => {
    expect(await check(code)).toEqual({ faults: [], used });
  });

  it.each([
    [
      "class A { b() { return this.translate.instant('NAV.GONE') } }",
      "3:47 undefined-key NAV.GONE",
    ],
    [
      "class A { b() { return this.#translateService.instant('NAV.GONE') } }",
      "3:55 undefined-key NAV.GONE",
    ],
    [
      "const s = inject(TranslateService); s.get(['NAV.HOME', 'NAV.GONE'])",
      "3:56 undefined-key NAV.GONE",
    ],
    [
      "@Component({ template: `\n  {{ 'NAV.GONE' | translate }}` }) class A {}",
      "4:6 undefined-key NAV.GONE",
    ],
  ])("%s is told", async (code, fault) => {
    expect((await check(code)).faults).toEqual([fault]);
  });

  it("a name that only may be the service's is trusted once it is known to ask for what is there", async () => {
    const familiar = "this.translate.get('NAV.HOME');".repeat(20);
    const { faults } = await check(
      `class A { b() { ${familiar}\nthis.translate.get('NAV.GONE') } }`,
    );
    expect(faults).toEqual(["4:20 undefined-key NAV.GONE"]);
  });
});
