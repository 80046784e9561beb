import { ErrorBody } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { logIn, requestToken, send, userId } from "./api.ts"

const definitions = "/api/v2/presence/definitions"
const lunch = { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" }

describe("an answer", () => {
  it.effect("carries a correlation id of its own, which an error body repeats as contextId", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const answers = [
        yield* api.get(definitions),
        yield* api.get(`${definitions}/nothing`),
        yield* api.delete(`${definitions}/nothing`),
        yield* send("GET", definitions),
        yield* send("GET", "/nothing"),
        yield* requestToken({})
      ]
      const ids = answers.map(({ headers }) => headers.get("inin-correlation-id"))
      assert.strictEqual(new Set(ids).size, answers.length)
      for (const index of [1, 2, 3, 4]) {
        assert.hasAllKeys(
          answers[index]?.body,
          ["message", "code", "status", "contextId", "details", "errors"].concat(index < 3 ? ["messageParams"] : [])
        )
        assert.propertyVal(answers[index]?.body, "contextId", ids[index])
        assert.propertyVal(answers[index]?.body, "status", answers[index]?.status)
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is JSON that nobody may cache", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      for (const { headers } of [yield* api.get(definitions), yield* send("GET", "/nothing")]) {
        assert.strictEqual(headers.get("content-type"), "application/json")
        assert.strictEqual(headers.get("cache-control"), "no-cache, no-store, must-revalidate")
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})

describe("a request is refused", () => {
  it.effect("as not found when nothing has its path", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const paths = ["/nothing", "/api/v2", `${definitions}/a/b`, "/API/v2/systempresences", "/api/v2/%zz"]
      for (const path of paths) {
        const { body, status } = yield* api.get(path)
        assert.strictEqual(status, 404, path)
        assert.containsSubset(body, { code: "not.found" })
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("as not allowed when its path has other methods", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const wrong = [
        [yield* api.patch(definitions, {}), "GET, POST"],
        [yield* api.get("/oauth/token"), "POST"],
        [yield* api.get("/api/v2/users/presences/bulk"), "PUT"],
        [yield* api.put(`/api/v2/users/${userId(1)}/presences/purecloud`, {}), "GET, PATCH"]
      ] as const
      for (const [{ body, headers, status }, allow] of wrong) {
        assert.strictEqual(status, 405)
        assert.strictEqual(headers.get("allow"), allow)
        assert.containsSubset(body, { code: "method.not.allowed", status: 405 })
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("with the name of the path parameter that is empty", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body, status } = yield* api.get(`${definitions}/`)
      assert.strictEqual(status, 400)
      assert.containsSubset(body, { code: "bad.request", details: [{ fieldName: "definitionId" }] })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("with the name of the query parameter that is wrong", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const wrong = [
        [`${definitions}?deactivated=perhaps`, "deactivated"],
        [`${definitions}?localeCode=`, "localeCode"],
        ["/api/v2/presencedefinitions?pageNumber=0", "pageNumber"],
        ["/api/v2/presencedefinitions?pageSize=ten", "pageSize"],
        ["/api/v2/presencedefinitions?deleted=TRUE&deleted=FALSE", "deleted"],
        ["/api/v2/presencedefinitions?deleted=maybe", "deleted"]
      ] as const
      for (const [path, name] of wrong) {
        const { body, status } = yield* api.get(path)
        assert.strictEqual(status, 400, path)
        assert.containsSubset(body, {
          code: "invalid.query.param.value",
          details: [{ errorCode: "invalid.query.param.value", fieldName: name }]
        })
        const { message } = yield* Schema.decodeUnknownEffect(ErrorBody.ErrorBody)(body)
        assert.match(message ?? "", new RegExp(`^${name}: `))
      }
      const named = yield* api.get("/api/v2/presencedefinitions?deleted=maybe")
      for (const value of ["ALL", "TRUE", "FALSE"]) assert.include(JSON.stringify(named.body), value)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("with the name of the part of the body that is wrong", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const wrong = [
        [{}, "languageLabels"],
        [{ languageLabels: { en_US: 1 } }, "languageLabels.en_US"],
        [[], "body"],
        ["text", "body"],
        [null, "body"]
      ] as const
      for (const [body, fieldName] of wrong) {
        const refused = yield* api.post(definitions, body)
        assert.strictEqual(refused.status, 400)
        assert.containsSubset(refused.body, { code: "constraint.validation", details: [{ fieldName }] })
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("when its body is not JSON or says that it is something else", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const post = (contentType: string | undefined, body: string) =>
        send("POST", definitions, {
          headers: {
            authorization: `Bearer ${api.token}`,
            ...(contentType === undefined ? {} : { "content-type": contentType })
          },
          body
        })
      for (const text of ["", "{", "{'a': 1}"]) {
        const { body, status } = yield* post("application/json", text)
        assert.strictEqual(status, 400)
        assert.containsSubset(body, { code: "bad.request" })
      }
      for (const contentType of [undefined, "text/plain", "application/xml", "application/jsonl"]) {
        const { body, status } = yield* post(contentType, JSON.stringify(lunch))
        assert.strictEqual(status, 415)
        assert.containsSubset(body, { code: "unsupported.media.type" })
      }
      assert.strictEqual((yield* post("Application/JSON; charset=utf-8", JSON.stringify(lunch))).status, 201)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("when its body has more than 512000 bytes", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const overhead = JSON.stringify({ ...lunch, filler: "" }).length
      const largest = yield* api.post(definitions, { ...lunch, filler: "x".repeat(512_000 - overhead) })
      assert.strictEqual(largest.status, 201)
      for (const size of [512_001 - overhead, 5_000_000]) {
        const { body, status } = yield* api.post(definitions, { ...lunch, filler: "x".repeat(size) })
        assert.strictEqual(status, 413)
        assert.containsSubset(body, { code: "request.entity.too.large", status: 413 })
      }
      assert.strictEqual((yield* api.get(definitions)).status, 200)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("although an id holds slashes, spaces and letters of other alphabets", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const ids = ["a/b", "a b", "ä?ö#", "100%", "%2F", "x".repeat(500)]
      for (const id of ids) {
        const { body, status } = yield* api.get(`${definitions}/${encodeURIComponent(id)}`)
        assert.strictEqual(status, 404)
        assert.containsSubset(body, { messageParams: { id } })
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
