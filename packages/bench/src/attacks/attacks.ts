/** Ten attacks, and what is bad about what a client does. */
import { execFile } from "node:child_process"
import { join } from "node:path"
import { inspect, promisify } from "node:util"
import { gzipSync } from "node:zlib"
import type { Attacked } from "./attacked.ts"
import { answers, hostileService, type Behaviour } from "./hostileService.ts"

export interface Cell {
  readonly text: string
  readonly isBad: boolean
}

export interface Attack {
  readonly name: string
  /** When a cell is bad. */
  readonly bad: string
  readonly meet: (client: Attacked) => Promise<Cell>
}

const token = "canary-token-0815"
const secret = "canary-secret-4711"
const limit = 1000

const good = (text: string): Cell => ({ text, isBad: false })
const bad = (text: string): Cell => ({ text, isBad: true })

type Outcome = { readonly _tag: "Value"; readonly value: unknown } | { readonly _tag: "Error"; readonly error: unknown }

const outcomeOf = async (call: () => Promise<unknown>): Promise<Outcome> => {
  try {
    return { _tag: "Value", value: await call() }
  } catch (error) {
    return { _tag: "Error", error }
  }
}

/** Lets a client call a service that behaves like this. */
const against = async (
  client: Attacked,
  behaviour: Behaviour,
  call: (calls: ReturnType<Attacked["connect"]>) => Promise<unknown>,
  withToken = token
) => {
  await using service = await hostileService(behaviour)
  const outcome = await outcomeOf(
    async () => await call(client.connect({ baseUrl: service.baseUrl, token: withToken, limit }))
  )
  return { outcome, came: service.came }
}

const errorOf = (outcome: Outcome): unknown => (outcome._tag === "Error" ? outcome.error : undefined)

/** Whether a text can be reached by following properties. */
const isReachable = (start: unknown, text: string): boolean => {
  const seen = new Set<unknown>()
  const rest = [start]
  while (rest.length > 0) {
    const value = rest.pop()
    if (typeof value === "string" && value.includes(text)) return true
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue
    seen.add(value)
    if (value instanceof Map) rest.push(...value.keys(), ...value.values())
    for (const key of Reflect.ownKeys(value)) {
      try {
        rest.push(String(key), Reflect.get(value, key))
      } catch {
        // A property that refuses to be read shows nothing.
      }
    }
  }
  return false
}

const notFound = answers(404, JSON.stringify({ message: "not found", error: { message: "not found" } }))

const redirected = async (
  client: Attacked,
  status: number,
  call: (calls: ReturnType<Attacked["connect"]>) => Promise<unknown>
) => {
  await using elsewhere = await hostileService(answers(200, "{}"), "127.0.0.2")
  const location = `${elsewhere.baseUrl}/stolen`
  await against(client, (response) => void response.writeHead(status, { location }).end(), call)
  return [...elsewhere.came]
}

const segments = (path: string) => path.split("?")[0]?.split("/").length ?? 0

export const attacks: ReadonlyArray<Attack> = [
  {
    name: "the id `..`",
    bad: "another resource than with an ordinary id is asked for",
    meet: async (client) => {
      const usual = await against(client, answers(200, "{}"), ({ get }) => get("ada"))
      const { came } = await against(client, answers(200, "{}"), ({ get }) => get(".."))
      const [request] = came
      if (request === undefined) return good("nothing is sent")
      return segments(request.path) === segments(usual.came[0]?.path ?? "")
        ? good("sent as it is")
        : bad(`\`${request.method} ${request.path}\``)
    }
  },
  {
    name: "307 to another host, for a POST",
    bad: "the body arrives there",
    meet: async (client) => {
      const came = await redirected(client, 307, ({ post }) => post(secret))
      if (came.length === 0) return good("not followed")
      return came.some(({ body }) => body.includes(secret))
        ? bad("the body goes along")
        : good("followed without the body")
    }
  },
  {
    name: "302 to another host, for a GET",
    bad: "the token arrives there",
    meet: async (client) => {
      const came = await redirected(client, 302, ({ get }) => get("ada"))
      if (came.length === 0) return good("not followed")
      return came.some(({ authorization }) => authorization.includes(token))
        ? bad("the token goes along")
        : good("followed without the token")
    }
  },
  {
    name: "404, the error printed by `inspect`",
    bad: "the token is in it",
    meet: async (client) => {
      const { outcome } = await against(client, notFound, ({ get }) => get("ada"))
      return inspect(errorOf(outcome), { depth: 20, showHidden: true }).includes(token)
        ? bad("the token shows")
        : good("no token")
    }
  },
  {
    name: "404, all properties of the error",
    bad: "the token can be reached from it",
    meet: async (client) => {
      const { outcome } = await against(client, notFound, ({ get }) => get("ada"))
      return isReachable(errorOf(outcome), token) ? bad("the token is reachable") : good("no token")
    }
  },
  {
    name: "a token with a line break",
    bad: "the error quotes it",
    meet: async (client) => {
      const { came, outcome } = await against(client, answers(200, "{}"), ({ get }) => get("ada"), `${token}\nx`)
      if (outcome._tag === "Value") return good(came.length > 0 ? "sent without it" : "nothing is sent")
      return inspect(outcome.error, { depth: 20 }).includes(token)
        ? bad("the token is quoted")
        : good("refused, not quoted")
    }
  },
  {
    name: "a bomb: 200 MB in gzip in gzip",
    bad: "the memory of the process grows by more than 32 MB",
    meet: async (client) => {
      const bomb = gzipSync(gzipSync(Buffer.alloc(200 * 1024 * 1024)))
      const headers = { "content-type": "application/json", "content-encoding": "gzip, gzip" }
      await using service = await hostileService((response, request) =>
        (request.url?.includes("bomb") === true ? answers(200, bomb, headers) : answers(200, "{}"))(response, request)
      )
      const program = join(import.meta.dirname, "bombProgram.ts")
      const { stdout } = await promisify(execFile)(process.execPath, [program, client.name, service.baseUrl])
      const text = `${bomb.byteLength} bytes take ${stdout} MB`
      return Number(stdout) > 32 ? bad(text) : good(text)
    }
  },
  {
    name: "200 with a page of HTML",
    bad: "it passes for an answer",
    meet: async (client) => {
      const page = answers(200, "<html>Log in</html>", { "content-type": "text/html" })
      const { outcome } = await against(client, page, ({ get }) => get("ada"))
      return outcome._tag === "Error" ? good("an error") : bad("a success")
    }
  },
  {
    name: "a body that comes one byte after the other, limit 1 s",
    bad: "the call has not ended after three seconds more",
    meet: async (client) => {
      let timer: NodeJS.Timeout | undefined
      const dripping: Behaviour = (response) => {
        response.writeHead(200, { "content-type": "application/json" })
        timer = setInterval(() => response.write(" "), 100)
      }
      await using service = await hostileService(dripping)
      const { get } = client.connect({ baseUrl: service.baseUrl, token, limit })
      const start = performance.now()
      const ended = await Promise.race([
        outcomeOf(() => get("ada")).then(() => true),
        new Promise<false>((resolve) => void setTimeout(() => resolve(false), limit + 3000))
      ])
      clearInterval(timer)
      return ended ? good(`fails after ${((performance.now() - start) / 1000).toFixed(1)} s`) : bad("goes on")
    }
  },
  {
    name: "escape sequences in the message of an error",
    bad: "they are in the message of the error",
    meet: async (client) => {
      const message = "\u001b]0;owned\u0007\u001b[2J"
      const { outcome } = await against(
        client,
        answers(400, JSON.stringify({ message, error: { message } })),
        ({ get }) => get("ada")
      )
      const error = errorOf(outcome)
      const said = typeof error === "object" && error !== null && "message" in error ? String(error.message) : ""
      return said.includes("\u001b") ? bad("they reach the terminal") : good("not in it")
    }
  }
]
