/** 10,000 users looked up by as many fibers, beside the official SDK asking for one user at a time. */
import { PresenceLookup } from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { Effect, Layer, ManagedRuntime } from "effect"
import { join } from "node:path"
import { logIn } from "../support/logIn.ts"
import { connectTo, sdk } from "../support/officialSdk.ts"
import { root } from "../support/folders.ts"
import { run } from "../support/programs.ts"
import { median, milliseconds, times } from "../support/statistics.ts"
import { ownClient } from "../support/ownClient.ts"
import type { Section } from "./section.ts"

const users = 10_000
/** How many requests are under way at a time, for both. */
const concurrency = 16
const rounds = 5

const userId = (number: number): string => `00000001-0000-4000-8000-${number.toString(16).padStart(12, "0")}`
const ids = Array.from({ length: users }, (_, index) => userId(index + 1))

/** How many bulk reads the sandbox remembers. */
const bulkReads = async (baseUrl: string): Promise<number> => {
  const requests: unknown = await (await fetch(`${baseUrl}/control/requests`)).json()
  if (!Array.isArray(requests)) throw new Error("The sandbox does not tell its requests")
  return requests.filter(({ operation }) => operation === "getUsersPresencesPurecloudBulk").length
}

const oneByOne = async (baseUrl: string, token: string): Promise<number> => {
  const client = connectTo(baseUrl)
  client.setAccessToken(token)
  const api = new sdk.PresenceApi(client)
  const start = performance.now()
  await Effect.runPromise(
    Effect.forEach(ids, (id) => Effect.promise(() => api.getUserPresencesPurecloud(id)), { concurrency, discard: true })
  )
  return performance.now() - start
}

export const manyLookups = async (): Promise<Section> => {
  const sandbox = await run([join(root, "packages/sandbox/src/bin.ts"), "--users", `${users}`])
  const baseUrl = sandbox.url
  const token = await logIn(baseUrl)
  const runtime = ManagedRuntime.make(
    PresenceLookup.layer({ concurrency }).pipe(Layer.provide(ownClient(baseUrl, token, UndiciHttpExchange.layer())))
  )
  try {
    const atOnce = async (): Promise<number> => {
      const start = performance.now()
      await runtime.runPromise(
        Effect.forEach(ids, (id) => PresenceLookup.use((lookup) => lookup.get(id)), {
          concurrency: "unbounded",
          discard: true
        })
      )
      return performance.now() - start
    }
    await atOnce()
    const requests = await bulkReads(baseUrl)
    const [ours, theirs]: [Array<number>, Array<number>] = [[], []]
    for (let round = 0; round < rounds; round++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that neither disturbs the other
      ours.push(await atOnce())
      // oxlint-disable-next-line no-await-in-loop -- as above
      theirs.push(await oneByOne(baseUrl, token))
    }
    const ratio = median(theirs.map((time, round) => time / (ours[round] ?? Number.NaN)))
    return {
      lines: [],
      claims: [
        {
          what: `${users} lookups of as many fibers: requests`,
          result: `${requests}`,
          target: `${users / 50}`,
          isKept: requests === users / 50,
          scale: ""
        },
        {
          what: `the same, to the official SDK with one call a user, ${concurrency} at a time`,
          result: `${times(ratio)} faster`,
          target: `at least ${times(20)}`,
          isKept: ratio >= 20,
          scale: `${milliseconds(median(ours))} against ${milliseconds(median(theirs))}`
        }
      ]
    }
  } finally {
    await runtime.dispose()
    await sandbox.stop()
  }
}
