/** Lets one client read a bomb, in a process of its own, and prints by how many megabytes its memory grew at its peak. */
import { attacked } from "./attacked.ts"

const [name, baseUrl = ""] = process.argv.slice(2)
const client = attacked.find((one) => one.name === name)
if (client === undefined) throw new Error(`there is no client ${name}`)

const peak = () => process.resourceUsage().maxRSS / 1024

const { get } = client.connect({ baseUrl, token: "token", limit: 30_000 })
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => "success",
    () => "failure"
  )
// What any call needs is not the bomb's.
await Promise.all(Array.from({ length: 10 }, () => outcome(get("good"))))
const before = peak()
await outcome(get("bomb"))
process.stdout.write(`${Math.round(peak() - before)}`)
// Some clients keep connections open.
process.exit(0)
