import { Sandbox } from "@genesys-presence/sandbox"
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type { Locator, Page } from "playwright-core"
import { open } from "./page-browser.ts"

/** One step on the page; playwright waits until it is possible, and fails when it does not become so. */
export const step = <A>(act: () => Promise<A>): Effect.Effect<A> => Effect.promise(act)

export const see = (locator: Locator): Effect.Effect<void> => step(() => locator.waitFor())

export const click = (locator: Locator): Effect.Effect<void> => step(() => locator.click())

export const seeLive = (page: Page): Effect.Effect<void> => see(page.getByText("Live", { exact: true }))

export const rowOf = (page: Page, name: string): Locator => page.getByRole("row", { name })

/** What an expression of JavaScript has for a value on the page. */
export const valueOf = <A>(page: Page, expression: string): Effect.Effect<A> => step(() => page.evaluate<A>(expression))

/** Opens the page of the sandbox. In the end nothing may have gone wrong on it, but for what is expected. */
export const onPage = <A, E, R>(
  use: (page: Page) => Effect.Effect<A, E, R>,
  { expected = [], ...options }: Parameters<typeof open>[1] & { readonly expected?: ReadonlyArray<RegExp> } = {}
) =>
  Effect.gen(function* () {
    const { baseUrl } = yield* Sandbox
    const { page, problems } = yield* open(baseUrl, options)
    yield* seeLive(page)
    const result = yield* use(page)
    assert.deepStrictEqual(
      problems.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
      []
    )
    return result
  })
