/** A small application in one library: its component uses "checkout", and "chekout", which nothing defines. */
export interface LibraryFixture {
  readonly component: string;
  readonly source: string;
  readonly dependencies: readonly string[];
}

export const LIBRARIES: Readonly<Record<string, LibraryFixture>> = {
  "React and i18next": {
    component: "App.jsx",
    source: `import { useTranslation } from "react-i18next";

export default function App() {
  const { t } = useTranslation();
  return <a href="/" title={t("checkout")}>{t("chekout")}</a>;
}
`,
    dependencies: ["react", "i18next", "react-i18next"],
  },
};
