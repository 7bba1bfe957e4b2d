import { defineConfig, type ViteUserConfig } from "vitest/config";

/** `fast` is `npm test`; `slow` (all revisions, kills, third parties) is `npm run test:all`. */
const config: ViteUserConfig = defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: "test/support/build-cli.ts",
    projects: [
      {
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.slow.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "slow",
          include: ["test/**/*.slow.test.ts"],
          testTimeout: 900_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});

export default config;
