/**
 * How many runs of its own a test of many makes: a quarter of them all. `LONG_RUN` asks for all, and mutation testing, which
 * repeats the test for each mutant, for a hundredth with `FEW_RUNS`.
 */
export const runCount = (all: number): number => {
  if (process.env["LONG_RUN"] === "true") return all
  return all / (process.env["FEW_RUNS"] === "true" ? 100 : 4)
}
