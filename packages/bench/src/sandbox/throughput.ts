/** How many requests a sandbox answers in the time in which a bare server of Node answers the same bytes. */
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect } from "effect"
import { stayAwake } from "./stayAwake.ts"
import type { Claim } from "../support/claim.ts"
import { inTurn } from "../support/inTurn.ts"
import { throughput, type Target } from "./load.ts"
import { logIn } from "../support/logIn.ts"
import { type Fixed, listen, startPlainServer } from "../support/plainServer.ts"
import { run } from "../support/programs.ts"
import { median, perSecond, times } from "../support/statistics.ts"

const rounds = 7
const roundMillis = 1500
const leastShare = 1 / 3

const path = "/api/v2/users/00000001-0000-4000-8000-000000000001/presences/purecloud"

const portOf = (baseUrl: string): number => Number(new URL(baseUrl).port)

/** Node adds these to every answer itself. */
const ofConnection: ReadonlySet<string> = new Set(["date", "connection", "keep-alive", "transfer-encoding"])

const answerOf = async (baseUrl: string, token: string): Promise<Fixed> => {
  const response = await fetch(`${baseUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })
  const headers = Object.fromEntries(Array.from(response.headers).filter(([name]) => !ofConnection.has(name)))
  return { headers, body: await response.text() }
}

const compare = async (what: string, sandbox: Target, plain: Target): Promise<Claim> => {
  const measure = [sandbox, plain].map((target) => () => throughput(target, roundMillis))
  // In the first round both get warm.
  const [, ...results] = await inTurn(1 + rounds, measure)
  const counts = results.map(([ofSandbox = Number.NaN, ofPlain = Number.NaN]) => ({ ofSandbox, ofPlain }))
  const share = median(counts.map(({ ofPlain, ofSandbox }) => ofSandbox / ofPlain))
  return {
    what,
    result: times(share),
    target: `at least ${times(leastShare)}`,
    isKept: share >= leastShare,
    scale: `${perSecond(median(counts.map(({ ofSandbox }) => ofSandbox)))} against ${perSecond(median(counts.map(({ ofPlain }) => ofPlain)))}`
  }
}

/** Client, sandbox and bare server in processes of their own; `program` is that of the sandbox. */
export const throughputBetweenProcesses = async (program: string): Promise<Claim> => {
  const sandbox = await run([program])
  try {
    const baseUrl = sandbox.url
    const token = await logIn(baseUrl)
    const plain = await startPlainServer(await answerOf(baseUrl, token))
    const fallAsleep = stayAwake()
    try {
      const what = "A user's presence, 16 at once, against a bare `node:http` server"
      const target = { path, token, port: portOf(baseUrl) }
      return await compare(what, target, { ...target, port: portOf(plain.url) })
    } finally {
      fallAsleep()
      await plain.stop()
    }
  } finally {
    await sandbox.stop()
  }
}

/** Client and both servers in this process, as in most tests. */
export const throughputInProcess: Effect.Effect<Claim, unknown> = Effect.gen(function* () {
  const { baseUrl, port } = yield* Sandbox
  return yield* Effect.promise(async () => {
    const token = await logIn(baseUrl)
    const plain = await listen(await answerOf(baseUrl, token))
    try {
      return await compare("The same in one process", { path, token, port }, { path, token, port: plain.port })
    } finally {
      plain.server.close()
    }
  })
}).pipe(Effect.provide(Sandbox.layer()))
