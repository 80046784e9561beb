/** How many times a test of many runs makes its own; mutation testing repeats it for each mutant, and asks for a hundredth. */
export const runCount = (full: number): number => (process.env["FEW_RUNS"] === "true" ? full / 100 : full)
