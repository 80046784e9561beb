export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts" },
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: [
    "src/internal/{attempt,authenticationFailure,backgroundStore,bulkhead,circuitBreaker,clientCredentials,failureKind,gate}.ts",
    "src/internal/{limits,perCall,policy,policySignals,rateLimited,rejection,responseHeaders,retryBudget,secret}.ts",
    "src/internal/{fastPath,places,throttle,timeLimit,timeout,tokenAtHand,tokenCache,transient,waiting,wire}.ts"
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
