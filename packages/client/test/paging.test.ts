import { assert, describe, it } from "@effect/vitest"
import { Paging, PresenceClient } from "@genesys-presence/client"
import { Effect, Option, Stream } from "effect"
import { inProcess, requestsOf } from "@genesys-presence/test-support/sandboxClient"
import { answer, type Request, ScriptedTransport, status } from "./support/scriptedTransport.ts"

const pagesRead = requestsOf("getPresencedefinitions")

const idsOf = (entities: ReadonlyArray<{ readonly id?: string }>) => entities.map(({ id }) => id)

/** Answers with these pages, as far as there are any, and notes which were asked for. */
const pagesOf = (...pages: ReadonlyArray<object>) => {
  const asked: Array<string | null> = []
  const transport = new ScriptedTransport((request: Request) => {
    const number = new URLSearchParams(request.target.split("?")[1]).get("pageNumber")
    asked.push(number)
    const page = pages[Number(number) - 1]
    return page === undefined ? status(request, 400) : answer(page)
  })
  return { asked, client: transport.client() }
}

const entities = (...ids: ReadonlyArray<string>) => ids.map((id) => ({ id, languageLabels: {} }))

describe("paging", () => {
  it.effect("gives all definitions in the order of the service, whatever the size of pages", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const all = yield* client.getPresencedefinitions({ pageSize: 100 })
      const expected = idsOf(all.entities ?? [])
      assert.lengthOf(expected, 10)
      for (const [pageSize, requests] of [
        [1, 10],
        [3, 4],
        [5, 2],
        [10, 1],
        [100, 1]
      ] as const) {
        const before = yield* pagesRead
        assert.deepStrictEqual(idsOf(yield* Stream.runCollect(Paging.presencedefinitions({ pageSize }))), expected)
        assert.strictEqual((yield* pagesRead) - before, requests, `pages of ${pageSize}`)
      }
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("reads a page only when something on it is asked for", () =>
    Effect.gen(function* () {
      const stream = Paging.presencedefinitions({ pageSize: 3 })
      assert.strictEqual(yield* pagesRead, 0)
      yield* Stream.runDrain(Stream.take(stream, 3))
      assert.strictEqual(yield* pagesRead, 1)
      yield* Stream.runDrain(Stream.take(stream, 4))
      assert.strictEqual(yield* pagesRead, 1 + 2)
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("passes on what is asked of each page, and begins where it is told to", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const { id: presenceId = "" } = yield* client.postPresencedefinitions({
        body: { languageLabels: { en_US: "Tea" }, systemPresence: "Break" }
      })
      yield* client.deletePresencedefinition({ presenceId })
      const deleted = yield* Stream.runCollect(Paging.presencedefinitions({ deleted: true, pageSize: 1 }))
      assert.deepStrictEqual(idsOf(deleted), [presenceId])
      const pages = yield* Stream.runCollect(
        Paging.presencedefinitionPages({ deleted: "ALL", pageNumber: 2, pageSize: 4 })
      )
      assert.deepStrictEqual(
        pages.map((page) => [page.pageNumber, page.entities?.length, page.total]),
        [
          [2, 4, 11],
          [3, 3, 11]
        ]
      )
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("gives what it has and then the error of the page that fails", () => {
    const { asked, client } = pagesOf({ entities: entities("a", "b"), pageCount: 3 })
    return Effect.gen(function* () {
      const seen: Array<string | undefined> = []
      const error = yield* Effect.flip(
        Stream.runForEach(Paging.presencedefinitions({ pageSize: 2 }), ({ id }) =>
          Effect.sync(() => void seen.push(id))
        )
      )
      assert.strictEqual(error._tag, "PresenceBadRequest")
      assert.deepStrictEqual(seen, ["a", "b"])
      assert.deepStrictEqual(asked, ["1", "2"])
    }).pipe(Effect.provide(client))
  })

  it.effect("has nothing when there is nothing, and looks no further", () => {
    const { asked, client } = pagesOf({ entities: [], pageCount: 0, total: 0 })
    return Effect.gen(function* () {
      assert.deepStrictEqual(yield* Stream.runHead(Paging.presencedefinitions()), Option.none())
      assert.deepStrictEqual(asked, ["1"])
    }).pipe(Effect.provide(client))
  })

  describe("ends without help of", () => {
    const page = entities("a", "b")
    const cases: ReadonlyArray<readonly [string, ReadonlyArray<object>]> = [
      [
        "links",
        [
          { entities: page, pageCount: 2 },
          { entities: page, pageCount: 2 }
        ]
      ],
      [
        "the number of pages",
        [
          { entities: page, total: 4 },
          { entities: page, total: 4 }
        ]
      ],
      ["any count, by a page that is not full", [{ entities: page }, { entities: entities("c") }]],
      ["any count, by an empty page", [{ entities: page }, {}]],
      [
        "a count that is right, by an empty page",
        [
          { entities: page, pageCount: 9 },
          { entities: [], pageCount: 9 }
        ]
      ]
    ]
    for (const [missing, pages] of cases) {
      it.effect(missing, () => {
        const { asked, client } = pagesOf(...pages)
        return Effect.gen(function* () {
          yield* Stream.runDrain(Paging.presencedefinitions({ pageSize: 2 }))
          assert.deepStrictEqual(asked, ["1", "2"])
        }).pipe(Effect.provide(client))
      })
    }
  })

  describe("does not end too soon, nor never", () => {
    /** A service with 130 definitions that caps the size of pages. */
    const capped = (counts: (pageNumber: number) => object) => {
      const asked: Array<number> = []
      const all = entities(...Array.from({ length: 130 }, (_, index) => `d-${index}`))
      const transport = new ScriptedTransport((request: Request) => {
        const page = Number(new URLSearchParams(request.target.split("?")[1]).get("pageNumber"))
        asked.push(page)
        return answer({ entities: all.slice((page - 1) * 100, page * 100), ...counts(page) })
      })
      return { asked, client: transport.client() }
    }
    const told: ReadonlyArray<readonly [string, (pageNumber: number) => object, last: number]> = [
      ["the total", () => ({ total: 130 }), 2],
      ["the total, and a size of pages that is not theirs", () => ({ total: 130, pageSize: 500 }), 2],
      ["the total, and a number of pages that is not theirs", () => ({ total: 130, pageCount: 1 }), 2],
      ["the link to the next page", (page) => (page === 1 ? { nextUri: "/x?pageNumber=2" } : { total: 0 }), 2],
      ["nothing", () => ({}), 2]
    ]
    for (const [what, count, last] of told) {
      it.effect(`when the service gives fewer on a page than asked for, and tells ${what}`, () => {
        const { asked, client } = capped(count)
        return Effect.gen(function* () {
          const all = yield* Stream.runCollect(Paging.presencedefinitions({ pageSize: 500 }))
          assert.lengthOf(all, 130)
          assert.deepStrictEqual(
            asked,
            Array.from({ length: last }, (_, index) => index + 1)
          )
        }).pipe(Effect.provide(client))
      })
    }

    it.effect("when it begins behind the first page", () => {
      const { asked, client } = capped(() => ({ total: 130 }))
      return Effect.gen(function* () {
        const all = yield* Stream.runCollect(Paging.presencedefinitions({ pageNumber: 2, pageSize: 100 }))
        assert.lengthOf(all, 30)
        assert.deepStrictEqual(asked.slice(0, 1), [2])
      }).pipe(Effect.provide(client))
    })

    /** A service that gives the same page whichever is asked for. */
    const stuck = (counts: object) =>
      new ScriptedTransport(() =>
        answer({ entities: entities(...Array.from({ length: 25 }, (_, index) => `d-${index}`)), ...counts })
      )

    it.effect("when a page names itself as the next one", () => {
      const transport = stuck({ selfUri: "/x?pageNumber=1", nextUri: "/x?pageNumber=1" })
      return Effect.gen(function* () {
        assert.lengthOf(yield* Stream.runCollect(Paging.presencedefinitions()), 25)
        assert.isAtMost(transport.sentAt.length, 2)
      }).pipe(Effect.provide(transport.client()))
    })

    it.effect("when the same page comes again, and says so where more were promised", () => {
      const transport = stuck({ total: 1000 })
      return Effect.gen(function* () {
        const seen: Array<unknown> = []
        const error = yield* Effect.flip(
          Stream.runForEach(Paging.presencedefinitions(), (each) => Effect.sync(() => void seen.push(each)))
        )
        assert.isTrue(error._tag === "PresenceDecodeError" && error.issue.startsWith("page 2 repeats"))
        assert.lengthOf(seen, 25)
        assert.lengthOf(transport.sentAt, 2)
      }).pipe(Effect.provide(transport.client()))
    })
  })

  it.effect("gives all definitions that can be read, and then fails with the first that cannot", () => {
    const odd = { id: "odd", languageLabels: 7 }
    const { client } = pagesOf(
      { entities: [...entities("a"), odd], pageCount: 2 },
      { entities: entities("b"), pageCount: 2 }
    )
    return Effect.gen(function* () {
      const seen: Array<string | undefined> = []
      const error = yield* Effect.flip(
        Stream.runForEach(Paging.presencedefinitions({ pageSize: 2 }), ({ id }) =>
          Effect.sync(() => void seen.push(id))
        )
      )
      assert.deepStrictEqual(seen, ["a", "b"])
      assert.isTrue(error._tag === "PresenceDecodeError" && error.text === JSON.stringify(odd))
    }).pipe(Effect.provide(client))
  })
})
