import { type FaultRule, OAuthClient, type Organization } from "@genesys-presence/sandbox"
import { Effect, Redacted } from "effect"

type Fault = FaultRule.RequestRule["fault"]

/** What a snippet meets, so that what it is there for comes to pass. */
export interface Circumstances {
  /** What becomes of the first call. */
  readonly trouble: Fault | undefined
  /** Whether the client retries by itself, for a snippet that only says what may be retried. */
  readonly retries: boolean
  /** Whether something was written and retried before, for a snippet that looks back at it. */
  readonly history: boolean
  /** Whether somebody changes status while the snippet looks on. */
  readonly watched: boolean
  /** Whether the snippet opens sockets, which nothing in this process can answer. */
  readonly sockets: boolean
}

const troubleOf = (code: string): Fault | undefined => {
  if (/\bRetry\.rateLimited\b/.test(code)) return { kind: "errorStatus", status: 429, retryAfter: "7" }
  if (/\bRetry\.(transient|repeatUnsafe)\b|\bEffect\.retry\b|\bEffect\.catchIf\b/.test(code)) {
    return { kind: "errorStatus", status: 503 }
  }
  return /\bRetry\.timeout\b/.test(code) ? { kind: "noAnswer" } : undefined
}

/** The circumstances that the code of a snippet asks for. */
export const circumstancesOf = (code: string): Circumstances => ({
  trouble: troubleOf(code),
  retries: /\bRetry\.repeatUnsafe\b/.test(code),
  history: /\bledger\b|\bMetric\.snapshot\b/.test(code),
  watched: /\bPresenceWatch\b/.test(code),
  sockets: /\bSandbox\.layer\(|\bUndiciHttpExchange\b/.test(code)
})

/** The client of the page that names one. */
const namedClient: OAuthClient.OAuthClient = {
  clientId: "my-client",
  clientSecret: Redacted.make("my-secret"),
  permissions: "all"
}

/** The organisation to begin with; what the documentation names comes later. */
export const optionsIn = ({ trouble }: Circumstances): Organization.Options => {
  let pending = trouble
  return {
    users: 3,
    clients: [OAuthClient.administrator, namedClient],
    chooseFault: ({ operation }) =>
      Effect.sync(() => {
        // A login that fails says nothing of a snippet.
        if (operation === "oauthToken") return undefined
        const fault = pending
        pending = undefined
        return fault
      })
  }
}
