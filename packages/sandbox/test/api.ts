import type { OAuthClient } from "@genesys-presence/sandbox"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Redacted, Schema } from "effect"

/** An answer as it came over the socket; a body that is not there is `undefined`. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

interface Sent {
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string | URLSearchParams
}

/** Sends a request to the sandbox, as it is. */
export const send = Effect.fnUntraced(function* (method: string, path: string, { body, headers }: Sent = {}) {
  const { baseUrl } = yield* Sandbox
  const response = yield* Effect.promise((signal) =>
    fetch(`${baseUrl}${path}`, {
      method,
      headers: headers ?? {},
      redirect: "manual",
      signal,
      ...(body === undefined ? {} : { body })
    })
  )
  const text = yield* Effect.promise(() => response.text())
  const answer: Answer = {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text)
  }
  return answer
})

export const basic = (client: Pick<OAuthClient.OAuthClient, "clientId" | "clientSecret">): string =>
  `Basic ${btoa(`${client.clientId}:${Redacted.value(client.clientSecret)}`)}`

export const requestToken = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  send("POST", "/oauth/token", { headers, body: new URLSearchParams(form) })

const Issued = Schema.Struct({ access_token: Schema.String })

export interface Api {
  readonly token: string
  readonly get: (path: string) => Effect.Effect<Answer, never, Sandbox>
  readonly delete: (path: string) => Effect.Effect<Answer, never, Sandbox>
  readonly post: (path: string, body: unknown) => Effect.Effect<Answer, never, Sandbox>
  readonly put: (path: string, body: unknown) => Effect.Effect<Answer, never, Sandbox>
  readonly patch: (path: string, body: unknown) => Effect.Effect<Answer, never, Sandbox>
}

/** Logs in, as the sandbox's default client if no other is named. */
export const logIn = Effect.fnUntraced(function* (client?: OAuthClient.OAuthClient) {
  const { defaultClient } = yield* Sandbox
  const answer = yield* requestToken(
    { grant_type: "client_credentials" },
    { authorization: basic(client ?? defaultClient) }
  )
  const { access_token: token } = yield* Schema.decodeUnknownEffect(Issued)(answer.body)
  const authorization = { authorization: `Bearer ${token}` }
  const json = { ...authorization, "content-type": "application/json" }
  const withBody = (method: string) => (path: string, body: unknown) =>
    send(method, path, { headers: json, body: JSON.stringify(body) })
  const api: Api = {
    token,
    get: (path) => send("GET", path, { headers: authorization }),
    delete: (path) => send("DELETE", path, { headers: authorization }),
    post: withBody("POST"),
    put: withBody("PUT"),
    patch: withBody("PATCH")
  }
  return api
})

/** The `number`-th thing of its kind that the sandbox made, in the shape of its ids. */
const id = (kind: number) => (number: number) => `0000000${kind}-0000-4000-8000-00000000000${number}`

export const userId = id(1)
export const definitionId = id(2)
export const sourceId = id(3)

/** What the sandbox's clock says at the beginning of a test. */
export const start = "1970-01-01T00:00:00.000Z"

export const builtIn = {
  available: "6a3af858-942f-489d-9700-5f9bcdcdae9b",
  busy: "31fe3bac-dea6-44b7-bed7-47f91660a1a0",
  offline: "ccf3c10a-aa2c-4845-8e8d-f59fa48c58e5",
  onQueue: "e08eaf1b-ee47-4fa9-a231-1200e284798f"
} as const
