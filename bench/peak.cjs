// Loaded into every Node process of a measured command: leaves its peak resident set (KiB) behind.
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  appendFileSync(process.env.LOCSTEP_BENCH_PEAKS, `${process.resourceUsage().maxRSS}\n`);
});
