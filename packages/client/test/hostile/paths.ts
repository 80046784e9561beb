import { assert } from "@effect/vitest"
import type { PresenceError } from "@genesys-presence/client"
import { Contract, type Operation } from "@genesys-presence/models"
import { Effect } from "effect"
import { answerOf, HostileServer } from "../support/hostileServer.ts"
import { call, sampleCall } from "@genesys-presence/test-support/sampleCalls"
import type { Attack } from "./attack.ts"

/** Ids that are meant to lead elsewhere. */
interface PathAttack extends Attack {
  readonly ids: ReadonlyArray<string>
}

const asGiven = "each arrives in its own place as it was given, in turn over the 16 operations that take one"
const refused = "refused by the name of the parameter before anything is sent"

const paths: ReadonlyArray<PathAttack> = [
  { name: "dots for ids", source: "openai/openai-node#2337", shown: refused, ids: [".", ".."] },
  { name: "nothing for an id", source: "CWE-20", shown: refused, ids: [""] },
  {
    name: "half a character for an id",
    source: "RFC 3629 3",
    shown: refused,
    ids: ["\ud800", "a\udc00", "\udc00\ud800"]
  },
  {
    name: "dots with something around them",
    source: "CVE-2021-41773, CVE-2020-5902",
    shown: asGiven,
    ids: ["../x", "..;", "..;/x", "x/..", "x/../../y", "...", ". .", "../../../oauth/token"]
  },
  {
    name: "dots that are encoded already, once and twice",
    source: "CVE-2021-41773, CVE-2021-42013",
    shown: asGiven,
    ids: ["%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%2f..", "..%252f", "%c0%ae%c0%ae", "%%32%65"]
  },
  {
    name: "backslashes",
    source: "CVE-2021-27515",
    shown: asGiven,
    ids: ["..\\..", "\\\\evil.example.com", "a\\b", "..%5c.."]
  },
  {
    name: "another host in front",
    source: "CVE-2022-35949",
    shown: asGiven,
    ids: ["//127.0.0.1", "///evil.example.com", "@evil.example.com", ":80@evil.example.com", "/\\evil.example.com"]
  },
  {
    name: "an absolute URL",
    source: "CVE-2025-27152, axios/axios#6816",
    shown: asGiven,
    ids: [
      "http://evil.example.com/",
      "https://evil.example.com",
      "HTTPS:evil.example.com",
      "file:///etc/passwd",
      "javascript:0"
    ]
  },
  {
    name: "a query or a fragment",
    source: "RFC 3986 3.4, CWE-235",
    shown: asGiven,
    ids: ["a?expand=all", "?", "#", "a#b", "a;v=1", "a&b=c", "a=b", "a+b"]
  },
  {
    name: "the end of the request line",
    source: "CVE-2022-31150, CVE-2019-9740",
    shown: asGiven,
    ids: ["a\r\nHost: evil.example.com", "a HTTP/1.1\r\n\r\nGET /x", "\n", "\r", "a b", "\t", "\u0085"]
  },
  {
    name: "letters whose low byte ends a line",
    source: "CVE-2018-12116",
    shown: asGiven,
    ids: ["a\u010d\u010aHost: evil", "\u560d\u560a", "\uff0f\uff0d"]
  },
  {
    name: "NUL and other controls",
    source: "CWE-158",
    shown: asGiven,
    ids: ["\u0000", "a\u0000.json", "\u0007", "\u007f", "\u001b[2J"]
  },
  {
    name: "letters that look like dots and slashes",
    source: "CVE-2019-9636",
    shown: asGiven,
    ids: ["．．", "．．／", "∕", "⁄", "․․", "℀", "。。", "%EF%BC%8E%EF%BC%8E"]
  },
  {
    name: "letters that cannot be seen",
    source: "CVE-2021-42574",
    shown: asGiven,
    ids: ["a\u202eb", "\u200b", "\ufeff", "..\u200b", "\u00ad..", "e\u0301", "é"]
  },
  {
    name: "names of every object",
    source: "CVE-2019-10744",
    shown: asGiven,
    ids: ["__proto__", "constructor", "toString", "hasOwnProperty"]
  },
  {
    name: "half a percent sign",
    source: "RFC 3986 2.1",
    shown: asGiven,
    ids: ["%", "%2", "%zz", "100%", "%00", "%u002e"]
  },
  { name: "an id of 3,000 letters", source: "CWE-400", shown: asGiven, ids: ["x".repeat(3000), "💥".repeat(300)] }
]

/** The operations whose path takes something. */
export const withParameters = Contract.operationNames.filter(
  (name) => Contract.contract[name].pathParameters.length > 0
)

/** The path of a target, its segments decoded. */
export const segmentsOf = (target: string): ReadonlyArray<string> =>
  (target.split("?")[0] ?? "").split("/").map((segment) => decodeURIComponent(segment))

/** The segments that the template has with one id in all places. */
export const expectedSegments = (name: Contract.OperationName, id: string): ReadonlyArray<string> =>
  Contract.contract[name].path.split("/").map((segment) => (segment.startsWith("{") ? id : segment))

/** The parameters of a call with one id in all places. */
export const parametersWith = (name: Contract.OperationName, id: unknown): Readonly<Record<string, unknown>> => {
  const definition: Operation.Any = Contract.contract[name]
  return {
    ...sampleCall(name).parameters,
    ...Object.fromEntries(definition.pathParameters.map((parameter) => [parameter, id]))
  }
}

/** Fails unless an error is a refusal that names a parameter of the operation. */
export const assertRefused = (name: Contract.OperationName, error: PresenceError.PresenceError) => {
  assert.strictEqual(error._tag, "PresenceInvalidRequest")
  const field = error._tag === "PresenceInvalidRequest" ? error.field : ""
  const definition: Operation.Any = Contract.contract[name]
  assert.include([...definition.pathParameters, ...Object.keys(definition.query)], field.replace(/\[\d+\]$/, ""))
}

/** Whether an id can be sent at all. */
export const isSendable = (id: string): boolean => id !== "" && id !== "." && id !== ".." && !/\p{Surrogate}/u.test(id)

const tryAll = Effect.fnUntraced(function* (ids: ReadonlyArray<string>) {
  const server = yield* HostileServer
  yield* server.answer(answerOf(418, {}, ""))
  for (const [turn, name] of withParameters.entries()) {
    for (const [index, id] of ids.entries()) {
      // Of many ids each meets every third operation, and each operation every third of them.
      if (ids.length > 3 && (turn + index) % 3 !== 0) continue
      yield* server.takeRequests
      const error = yield* Effect.flip(call(name, parametersWith(name, id)))
      const requests = yield* server.takeRequests
      if (!isSendable(id)) {
        assertRefused(name, error)
        assert.deepStrictEqual(requests, [])
        continue
      }
      const [request] = requests
      const [method, target = "", version] = (request?.head.split("\r\n")[0] ?? "").split(" ")
      assert.deepStrictEqual([method, version], [Contract.contract[name].method, "HTTP/1.1"])
      assert.deepStrictEqual(segmentsOf(target), expectedSegments(name, id))
      assert.include(request?.head, `127.0.0.1:${server.port}`)
    }
  }
})

export const pathAttempts = paths.map((attack) => ({ ...attack, run: tryAll(attack.ids) }))
