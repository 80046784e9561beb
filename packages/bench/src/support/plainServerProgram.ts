/** Serves the answer in its argument from a process of its own, and prints where. */
import { listen, type Fixed } from "./plainServer.ts"

// `startPlainServer` passes it.
const fixed = JSON.parse(process.argv[2] ?? "") as Fixed
const { port } = await listen(fixed)
process.stdout.write(`http://127.0.0.1:${port}\n`)
