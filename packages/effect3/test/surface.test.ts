import { assert, describe, it } from "@effect/vitest"
import * as Effect3Client from "@genesys-presence/effect3"
import * as Effect3Models from "@genesys-presence/effect3/models"
import { DateTime, Duration, Effect, Either, Schema } from "effect"
import { readFileSync } from "node:fs"
import { join } from "node:path"

const types = join(import.meta.dirname, "../types")

const declared = (file: string): string => readFileSync(join(types, file), "utf8")

/** The names of values that a module declares. */
const valuesOf = (folder: string, module: string): ReadonlyArray<string> => {
  const text = declared(`${folder}/${module}.d.ts`)
  const own = Array.from(text.matchAll(/^export declare (?:const|class|function) (\w+)/gm), ([, name = ""]) => name)
  const others = Array.from(text.matchAll(/^export \* from "\.\/(\w+)\.js"/gm), ([, name = ""]) => name)
  return [...own, ...others.flatMap((other) => valuesOf(folder, other))].toSorted()
}

describe("what is exported", () => {
  for (const [folder, exported] of [
    ["client", Effect3Client],
    ["models", Effect3Models]
  ] as const) {
    const namespaces = Array.from(
      declared(`${folder}/index.d.ts`).matchAll(/^export \* as (\w+) from "(\.+)/gm),
      ([, name = "", start = ""]) => ({ name, isOwn: start === "." })
    )
    const modules = namespaces.filter(({ isOwn }) => isOwn).map(({ name }) => name)

    it(`of the ${folder} is what the declarations say`, () => {
      const single = Array.from(
        declared(`${folder}/index.d.ts`).matchAll(/^export \{ (.+) \} from/gm),
        ([, names = ""]) => names.split(", ").filter((name) => !name.startsWith("type "))
      ).flat()
      assert.deepStrictEqual(
        Object.keys(exported).toSorted(),
        [...namespaces.map(({ name }) => name), ...single].toSorted()
      )
    })

    for (const module of modules) {
      it(`of ${folder}/${module} is what the declarations say`, () => {
        const found = Object.entries(exported).find(([name]) => name === module)?.[1] ?? {}
        assert.deepStrictEqual(Object.keys(found).toSorted(), valuesOf(folder, module))
      })
    }
  }

  it("of `Models` are the models", () => {
    assert.strictEqual(Effect3Client.Models.UserPresence.UserPresence, Effect3Models.UserPresence.UserPresence)
    assert.deepStrictEqual(Object.keys(Effect3Client.Models), Object.keys(Effect3Models))
  })

  it("is named after nothing of Effect 4", () => {
    for (const name of ["PresenceClient", "RetryLayer", "ManyUsers", "Authentication"]) {
      assert.notMatch(declared(`client/${name}.d.ts`), /effect4|effect\/http|effect\/persistence|Duration\.Input\b/)
    }
  })
})

describe("the models", () => {
  const { UserPresence, UserPresenceRequest } = Effect3Models.UserPresence
  const wire = { source: "PURECLOUD", modifiedDate: "2024-05-06T07:08:09.010Z", addedLater: { deep: [1] } }

  it("are schemas of Effect 3 that read and write without loss", () => {
    const presence = Schema.decodeUnknownSync(UserPresence)(wire)
    assert.isTrue(DateTime.isDateTime(presence.modifiedDate))
    assert.isTrue(Schema.is(UserPresence)(presence))
    assert.deepStrictEqual<unknown>(Schema.encodeSync(UserPresence)(presence), wire)
  })

  it("say what is wrong", () => {
    const result = Schema.decodeUnknownEither(UserPresence)({ source: 3 })
    assert.match(Either.isLeft(result) ? result.left.message : "", /source/)
    assert.isTrue(Either.isLeft(Schema.encodeEither(UserPresenceRequest)({ message: 3 as unknown as string })))
  })

  it("compare the spellings of presences", () => {
    assert.isTrue(Effect3Models.SystemPresenceName.equals("ON_QUEUE", "On Queue"))
  })
})

describe("errors", () => {
  it.effect("are told from any other by predicates", () =>
    Effect.gen(function* () {
      const { isPresenceError, isRetryable, PresenceServiceUnavailable, retryAfter, wasNotExecuted } =
        Effect3Client.PresenceError
      const busy = new PresenceServiceUnavailable({
        operation: "getSystempresences",
        retryAfter: Duration.seconds(7)
      })
      const failing: Effect.Effect<string, Error | typeof busy> = Effect.fail(busy)
      assert.strictEqual(yield* Effect.catchIf(failing, isRetryable, () => Effect.succeed("later")), "later")
      assert.strictEqual(Duration.toSeconds(retryAfter(busy) ?? 0), 7)
      assert.isFalse(wasNotExecuted(busy))
      const loop: { self?: unknown } = {}
      loop.self = loop
      for (const other of [new Error("no"), undefined, "no", { _tag: "PresenceNotFound" }, loop]) {
        assert.isFalse(isPresenceError(other))
        assert.isFalse(isRetryable(other))
        assert.isUndefined(retryAfter(other))
      }
    })
  )

  it("can be made by a test, with the message of the client", () => {
    const { PresenceNotFound } = Effect3Client.PresenceError
    const error = new PresenceNotFound({ operation: "getUserPresencesPurecloud" })
    assert.strictEqual(error._tag, "PresenceNotFound")
    assert.strictEqual(error.path, "/api/v2/users/{userId}/presences/purecloud")
    assert.isTrue(Duration.isDuration(error.elapsed))
    assert.match(error.message, /^getUserPresencesPurecloud: 404 Not Found/)
    assert.isFalse(error.isRetryable)
    assert.isFalse(Effect3Client.PresenceError.isRetryable(error))
  })
})
