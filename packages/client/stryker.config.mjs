export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts" },
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: [
    "src/internal/auth/{clientCredentials,tokenCache}.ts",
    "src/internal/bulk/{chunks,lookups}.ts",
    "src/internal/call/{attempt,requestBuilder,responseReader}.ts",
    "src/internal/http/{responseHeaders,transportFailure}.ts",
    "src/internal/policies/*.ts"
  ],
  // Stryker rewrites the references of a tsconfig with an interface that TypeScript 7 does not have; without one in the
  // copy that it runs there is nothing to rewrite, and to run the sources none is needed.
  ignorePatterns: ["dist", "tsconfig*.json"],
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 5000,
  reporters: ["clear-text", "progress-append-only", "json"],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  thresholds: { high: 97, low: 95, break: 95 }
}
