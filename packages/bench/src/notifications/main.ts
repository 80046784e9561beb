/**
 * Lets one sandbox tell 20 sockets of the changes of 20,000 users, and writes what came of it into `notifications.md`: 1,000
 * changes a second for as many seconds as the argument says, 60 by default.
 */
import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { benchFolder, root } from "../support/folders.ts"
import { logIn } from "../support/logIn.ts"
import { writePage } from "../support/page.ts"
import { run } from "../support/programs.ts"
import { milliseconds, perSecond, quantile, times } from "../support/statistics.ts"
import { listenToAll, type Received } from "./listeners.ts"

const users = 20_000
const changesPerSecond = 1000
const changesOfRequest = 50
const singleChanges = 200
const patienceMillis = 2000
const mostGrowth = 2

const busyId = "31fe3bac-dea6-44b7-bed7-47f91660a1a0"

const introduction = [
  "# How the sandbox sends events",
  "",
  "`pnpm run bench:notifications` writes this page. 20 channels of one client, each with a socket and 1,000 topics, follow",
  "20,000 users. First one user after the other is changed, then 1,000 a second in bulk, 50 a request."
]

const seconds = Number(process.argv[2] ?? 60)

const userIds = Array.from(
  { length: users },
  (_, index) => `00000001-0000-4000-8000-${(index + 1).toString(16).padStart(12, "0")}`
)

/** The resident memory of a process, in bytes. */
const memoryOf = (pid: number): number => Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)])) * 1024

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

const spreadOf = (delays: ReadonlyArray<number>): string =>
  `median ${milliseconds(quantile(delays, 0.5))}, 99 % within ${milliseconds(quantile(delays, 0.99))}`

const sandbox = await run([join(root, "packages/sandbox/src/bin.ts"), "--users", String(users), "--port", "0"])
try {
  const { pid = 0, url } = sandbox
  const token = await logIn(url)
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  const listeners = await listenToAll(url, token, userIds)
  /** When each change was asked for, by its number. */
  const sentAt: Array<number> = []
  const delayOf = ({ at, number }: Received): number => at - (sentAt[number] ?? Number.NaN)
  const bodyOf = (number: number) => ({ presenceDefinition: { id: busyId }, message: String(number) })
  const written = async (method: string, path: string, body: unknown): Promise<void> => {
    const { ok, status } = await fetch(`${url}/api/v2/users/${path}`, { method, headers, body: JSON.stringify(body) })
    if (!ok) throw new Error(`a change is answered with ${status}`)
  }

  for (let number = 0; number < singleChanges; number++) {
    sentAt.push(performance.now())
    // oxlint-disable-next-line no-await-in-loop -- each change has the machine for itself
    await written("PATCH", `${userIds[number]}/presences/purecloud`, bodyOf(number))
  }
  await listeners.settled(singleChanges, patienceMillis)
  const single = listeners.received.map(delayOf)
  const before = memoryOf(pid)

  const begun = performance.now()
  const requests: Array<Promise<void>> = []
  const inBulk = (changesPerSecond * seconds) / changesOfRequest
  for (let request = 0; request < inBulk; request++) {
    const due = begun + (request * changesOfRequest * 1000) / changesPerSecond
    // oxlint-disable-next-line no-await-in-loop -- the next request has its own moment
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    const entries = Array.from({ length: changesOfRequest }, () => {
      const number = sentAt.push(performance.now()) - 1
      return { id: userIds[number % users], ...bodyOf(number) }
    })
    requests.push(written("PUT", "presences/bulk", entries))
  }
  await Promise.all(requests)
  const took = (performance.now() - begun) / 1000
  await listeners.settled(sentAt.length, patienceMillis)
  const after = memoryOf(pid)
  listeners.close()

  const came = new Set(listeners.received.map(({ number }) => number))
  const lost = sentAt.length - came.size
  const doubled = listeners.received.length - came.size
  const latest = new Map<string, number>()
  const late = listeners.received.filter(({ number, userId }) => {
    const isLate = number < (latest.get(userId) ?? 0)
    latest.set(userId, Math.max(number, latest.get(userId) ?? 0))
    return isLate
  }).length
  const bulk = listeners.received.slice(singleChanges).map(delayOf)

  const claims = [
    {
      what: `Events lost, of ${sentAt.length}`,
      result: String(lost),
      target: "0",
      isKept: lost === 0,
      scale: `${perSecond((changesPerSecond * seconds) / took)} for ${Math.round(took)} s`
    },
    { what: "Events that came twice", result: String(doubled), target: "0", isKept: doubled === 0, scale: "" },
    { what: "Events of a user out of order", result: String(late), target: "0", isKept: late === 0, scale: "" },
    {
      what: "Memory of the sandbox after the changes, against before",
      result: times(after / before),
      target: `at most ${times(mostGrowth)}`,
      isKept: after / before <= mostGrowth,
      scale: `${megabytes(after)} against ${megabytes(before)}`
    },
    {
      what: "From the PATCH to the event, one after the other",
      result: milliseconds(quantile(single, 0.5)),
      target: "at most 100 ms",
      isKept: quantile(single, 0.5) <= 100,
      scale: `${spreadOf(single)}; under load ${spreadOf(bulk)}`
    }
  ]
  writePage(join(benchFolder, "notifications.md"), introduction, claims)
  if (claims.some(({ isKept }) => !isKept)) process.exitCode = 1
} finally {
  await sandbox.stop()
}
