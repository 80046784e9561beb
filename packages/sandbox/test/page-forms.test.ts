import { ChannelFault, Fault, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, layer } from "@effect/vitest"
import { Effect } from "effect"
import type { Locator } from "playwright-core"
import { logIn, userId } from "./api.ts"
import { Chromium, isMissing } from "./page-browser.ts"
import { click, onPage, see, step, valueOf } from "./page-steps.ts"

const presence = (number: number) => `/api/v2/users/${userId(number)}/presences/purecloud`

// As for the rest of the page: one browser, and for each test a sandbox of its own.
describe.skipIf(isMissing)("the forms of the page", { concurrent: true, timeout: 30_000 }, () => {
  layer(Chromium.layer, { excludeTestServices: true, timeout: 30_000 })((it) => {
    it.effect("adds a fault, shows that a call had it, and removes it", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const api = yield* logIn()
          const form = page.getByRole("form", { name: "Add a fault" })
          yield* step(() => form.getByLabel("Kind").selectOption({ label: "Error status" }))
          yield* step(() => form.getByLabel("Status").fill("502"))
          yield* step(() => form.getByLabel("Retry after").fill("7"))
          yield* step(() => form.getByLabel("Code", { exact: true }).fill("too.busy"))
          yield* step(() => form.getByLabel("Probability").fill("1"))
          yield* step(() => form.getByLabel("Operation").selectOption("getUserPresencesPurecloud"))
          yield* click(form.getByRole("button", { name: "Add fault" }))
          const rules = page.getByRole("list", { name: "Faults" }).getByRole("listitem")
          yield* see(rules.getByText("0 consumed, 1 remaining"))

          const { body, headers, status } = yield* api.get(presence(1))
          assert.deepStrictEqual([status, headers.get("retry-after")], [502, "7"])
          assert.containsSubset(body, { code: "too.busy" })
          yield* see(rules.getByText("100 % of the calls"))
          yield* see(rules.getByText("1 consumed, 0 remaining"))
          yield* see(page.getByRole("row", { name: "502" }).getByText("fault: error status"))
          assert.strictEqual((yield* api.get(presence(1))).status, 200)

          yield* click(rules.getByRole("button", { name: /^Remove Error status/ }))
          yield* see(page.getByText("All calls are answered as they should be."))
          assert.strictEqual(yield* valueOf(page, "document.activeElement.id"), "faults-title")
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )

    it.effect("adds a fault that is there until all are removed", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const { faults } = yield* Sandbox
          const form = page.getByRole("form", { name: "Add a fault" })
          yield* step(() => form.getByLabel("Kind").selectOption({ label: "Delay" }))
          yield* step(() => form.getByLabel("Millis").fill("5"))
          yield* step(() => form.getByLabel("Times").fill(""))
          yield* click(form.getByRole("button", { name: "Add fault" }))
          yield* see(page.getByText("0 consumed, until removed"))
          assert.deepStrictEqual(
            (yield* faults.list).map(({ rule }) => rule),
            [{ operation: "*", fault: { kind: "delay", millis: 5 }, times: "always" }]
          )
          yield* click(page.getByRole("button", { name: "Remove all" }))
          yield* see(page.getByText("All calls are answered as they should be."))
          assert.deepStrictEqual(yield* faults.list, [])
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )

    it.effect("can add each kind of fault as it is offered, and has all of its fields", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const { faults } = yield* Sandbox
          // All at once on the page itself: a click takes a while each.
          const kinds = yield* valueOf<ReadonlyArray<readonly [kind: string, fields: number]>>(
            page,
            `(() => {
              const kind = document.getElementById("fault-kind")
              return Array.from(kind.options, ({ value }) => {
                kind.value = value
                kind.dispatchEvent(new Event("change"))
                kind.form.requestSubmit()
                return [value, document.querySelectorAll("#fault-parameters input").length]
              })
            })()`
          )
          assert.deepStrictEqual(
            kinds,
            [...Fault.Fault.members, ...ChannelFault.ChannelFault.members].map(({ fields: { kind, ...others } }) => [
              kind.literal,
              Object.keys(others).length
            ])
          )
          yield* see(
            page
              .getByRole("list", { name: "Faults" })
              .getByRole("listitem")
              .nth(kinds.length - 1)
          )
          assert.sameMembers(
            (yield* faults.list).map(({ rule }) => rule.fault.kind),
            [...Fault.kinds, ...ChannelFault.kinds]
          )
        })
      ).pipe(Effect.provide(Sandbox.layer({ users: 1 })))
    )

    it.effect("says beside a field why it is refused, until something is changed", () =>
      onPage(
        (page) =>
          Effect.gen(function* () {
            const refused = Effect.fnUntraced(function* (field: Locator, button: string, why: string) {
              yield* click(page.getByRole("button", { name: button }))
              yield* see(page.locator(".field:has(:focus)").getByText(why))
              yield* see(page.locator(":focus[aria-invalid=true]").and(field))
              assert.strictEqual(yield* step(() => page.locator("#problem").textContent()), "")
            })
            const form = page.getByRole("form", { name: "Add a fault" })
            const status = form.getByLabel("Status")
            yield* step(() => status.fill("99"))
            yield* refused(status, "Add fault", "Expected a value between 200 and 599")
            yield* step(() => page.waitForResponse(/overview/))
            assert.strictEqual(yield* step(() => status.getAttribute("aria-invalid")), "true")
            yield* step(() => status.fill("503"))
            assert.isNull(yield* step(() => status.getAttribute("aria-invalid")))

            const probability = form.getByLabel("Probability")
            yield* step(() => probability.fill("2"))
            yield* refused(probability, "Add fault", "Expected a value between 0 and 1")
            yield* step(() => probability.fill(""))
            yield* step(() => form.getByLabel("Kind").selectOption({ label: "Token revoked" }))
            yield* step(() => form.getByLabel("Operation").selectOption("oauthToken"))
            yield* refused(form.getByLabel("Operation"), "Add fault", "oauthToken cannot have the fault tokenRevoked")
            yield* step(() => form.getByLabel("Operation").selectOption("*"))
            yield* click(form.getByRole("button", { name: "Add fault" }))
            yield* see(page.getByText("The fault is added"))

            const limits = page.getByRole("form", { name: "Limits" })
            yield* step(() => limits.getByLabel("Latency").selectOption("Uniform"))
            yield* step(() => limits.getByLabel("At most").fill("1"))
            yield* refused(limits.getByLabel("At most"), "Apply limits", "must not be below the minimum, which is 50")
          }),
        { expected: [/status of 400/] }
      ).pipe(Effect.provide(Sandbox.layer()))
    )

    it.effect("applies limits and shows those that are set elsewhere", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const { limits } = yield* Sandbox
          const form = page.getByRole("form", { name: "Limits" })
          const apply = Effect.gen(function* () {
            const answer = page.waitForResponse(/control\/limits/)
            yield* click(form.getByRole("button", { name: "Apply limits" }))
            yield* step(() => answer)
            return yield* limits.get
          })
          yield* step(() => form.getByLabel("Rate limit", { exact: true }).fill("1"))
          yield* step(() => form.getByLabel("Client rate limit").fill("3000"))
          yield* step(() => form.getByLabel("Latency").selectOption("Uniform"))
          yield* step(() => form.getByLabel("At least").fill("1"))
          yield* step(() => form.getByLabel("At most").fill("2"))
          assert.deepStrictEqual(yield* apply, {
            rateLimit: 1,
            clientRateLimit: 3000,
            latency: { kind: "uniform", minimum: 1, maximum: 2 }
          })
          const api = yield* logIn()
          assert.strictEqual((yield* api.get(presence(1))).status, 200)
          assert.strictEqual((yield* api.get(presence(1))).status, 429)
          yield* see(page.getByRole("cell", { name: "429" }))

          yield* step(() => form.getByLabel("Rate limit", { exact: true }).fill(""))
          yield* step(() => form.getByLabel("Client rate limit").fill(""))
          yield* step(() => form.getByLabel("Latency").selectOption("Exponential"))
          yield* step(() => form.getByLabel("Mean").fill("0.5"))
          assert.deepStrictEqual(yield* apply, {
            rateLimit: null,
            clientRateLimit: null,
            latency: { kind: "exponential", mean: 0.5 }
          })
          yield* step(() => form.getByLabel("Latency").selectOption("Fixed"))
          yield* step(() => form.getByLabel("Milliseconds").fill("3"))
          assert.deepStrictEqual(yield* apply, {
            rateLimit: null,
            clientRateLimit: null,
            latency: { kind: "fixed", millis: 3 }
          })
          yield* step(() => form.getByLabel("Latency").selectOption("None"))
          assert.deepStrictEqual(yield* apply, { rateLimit: null, clientRateLimit: null, latency: null })

          yield* limits.set({ rateLimit: 77, latency: { kind: "fixed", millis: 88 } })
          yield* see(form.getByLabel("Milliseconds"))
          assert.strictEqual(yield* step(() => form.getByLabel("Milliseconds").inputValue()), "88")
          assert.strictEqual(yield* step(() => form.getByLabel("Rate limit", { exact: true }).inputValue()), "77")
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )
  })
})
