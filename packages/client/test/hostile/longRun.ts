/** How many times: few in the suite, and as many as it takes in the long run. */
export const longRun = (few: number, many: number): number => (process.env["LONG_RUN"] === "true" ? many : few)
