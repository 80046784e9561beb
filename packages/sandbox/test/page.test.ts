import { Fault, OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import type { Locator } from "playwright-core"
import { builtIn, logIn, send, userId } from "./api.ts"
import { Chromium, isMissing, open } from "./page-browser.ts"
import { makeSomethingHappen, takeScreenshot } from "./page-screenshot.ts"
import { click, onPage, rowOf, see, seeLive, step, valueOf } from "./page-steps.ts"

const presence = (number: number) => `/api/v2/users/${userId(number)}/presences/purecloud`

// A browser takes its time on a busy machine. It is started once; each test has a sandbox and a profile of its own. They
// run at the same time, since what they do most is wait for the page to ask again.
describe.skipIf(isMissing)("the page", { concurrent: true, timeout: 30_000 }, () => {
  layer(Chromium.layer, { excludeTestServices: true, timeout: 30_000 })((it) => {
    it.effect("says how a client connects, and copies that and the ids", () =>
      onPage(
        (page) =>
          Effect.gen(function* () {
            const { baseUrl, defaultClient, users } = yield* Sandbox
            const { clientId } = defaultClient
            const secret = Redacted.value(defaultClient.clientSecret)
            const connect = page.getByRole("main").getByRole("region").first()
            for (const text of ["GENESYS_CLOUD_API_URL", "GENESYS_CLOUD_LOGIN_URL", clientId, secret]) {
              yield* see(connect.getByText(text, { exact: true }))
            }
            yield* valueOf(page, "window.clipboard = navigator.clipboard; undefined")
            const copied = Effect.fnUntraced(function* (name: string, what = name) {
              yield* click(page.getByRole("button", { name: `Copy ${name}`, exact: true }))
              yield* see(page.getByRole("status").getByText(`The ${what} is copied`))
              return yield* valueOf<string>(page, "window.clipboard.readText()")
            })
            assert.strictEqual(
              yield* copied("for bash", "environment for bash"),
              [
                `export GENESYS_CLOUD_API_URL=${baseUrl}`,
                `export GENESYS_CLOUD_LOGIN_URL=${baseUrl}`,
                `export GENESYS_CLOUD_CLIENT_ID=${clientId}`,
                `export GENESYS_CLOUD_CLIENT_SECRET='it'\\''s'`
              ].join("\n")
            )
            assert.include(
              yield* copied("for PowerShell", "environment for PowerShell"),
              `$env:GENESYS_CLOUD_CLIENT_SECRET = 'it''s'`
            )
            assert.include(yield* copied("for .env", "environment for .env"), `GENESYS_CLOUD_CLIENT_SECRET="it's"`)

            const [first] = users
            assert.strictEqual(yield* copied(`id of ${first?.name}`), first?.id)
            assert.strictEqual(yield* copied("id of On Queue"), builtIn.onQueue)
            const api = yield* logIn()
            const door = yield* api.post("/api/v2/presence/sources", { name: "Door" })
            // As on a page over plain http of another machine.
            yield* valueOf(page, `Object.defineProperty(navigator, "clipboard", { value: undefined }); undefined`)
            assert.strictEqual(yield* copied("id of Door"), (door.body as { readonly id: string }).id)
          }),
        { permissions: ["clipboard-read", "clipboard-write"] }
      ).pipe(
        Effect.provide(
          Sandbox.layer({ clients: [{ ...OAuthClient.administrator, clientSecret: Redacted.make("it's") }] })
        )
      )
    )

    it.effect("shows a presence that is set through the API, and the request", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const api = yield* logIn()
          yield* see(rowOf(page, "Ada Abara").getByText("Offline"))
          const change = { presenceDefinition: { id: builtIn.busy }, message: "In a call" }
          const { headers } = yield* api.patch(presence(1), change)
          yield* see(rowOf(page, "Ada Abara").getByText("Busy"))
          yield* see(rowOf(page, "Ada Abara").getByText("In a call"))
          yield* see(page.locator("[aria-live=polite]", { hasText: "Ada Abara: Busy, In a call" }))
          const request = rowOf(page, headers.get("inin-correlation-id") ?? "none")
          for (const text of ["PATCH", presence(1), "patchUserPresencesPurecloud", "200"]) {
            yield* see(request.getByText(text, { exact: true }))
          }
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )

    it.effect("sets a presence, which the API shows, and gives the focus back", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const api = yield* logIn()
          const button = page.getByRole("button", { name: "Set the presence of Bruno Bergmann" })
          yield* click(button)
          const dialog = page.getByRole("dialog", { name: "Presence of Bruno Bergmann" })
          yield* step(() => dialog.getByRole("radio", { name: "Meal" }).check())
          yield* step(() => dialog.getByLabel("Message").fill("Soup"))
          yield* click(dialog.getByRole("button", { name: "Set presence" }))
          yield* see(page.getByRole("status").getByText("The presence of Bruno Bergmann is set"))
          yield* see(rowOf(page, "Bruno Bergmann").getByText("Meal"))
          assert.containsSubset((yield* api.get(presence(2))).body, {
            presenceDefinition: { systemPresence: "Meal" },
            message: "Soup"
          })
          assert.strictEqual(
            yield* valueOf(page, "document.activeElement.ariaLabel"),
            "Set the presence of Bruno Bergmann"
          )
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )

    it.effect("shows the definitions, those that are made and deleted too", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const api = yield* logIn()
          const definitions = page.getByRole("list", { name: "Definitions" }).getByRole("listitem")
          yield* see(definitions.filter({ hasText: builtIn.onQueue }).getByText("On Queue", { exact: true }))
          const made = yield* api.post("/api/v2/presence/definitions", {
            languageLabels: { en_US: "In the workshop" },
            systemPresence: "Away"
          })
          const workshop = definitions.filter({ hasText: "In the workshop" })
          yield* see(workshop.getByText("Away · User", { exact: true }))
          yield* api.delete(`/api/v2/presence/definitions/${(made.body as { readonly id: string }).id}`)
          yield* see(workshop.getByText("Away · User · deactivated", { exact: true }))
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )

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

    it.effect(
      "shows the requests to scopes, and leads to their pages, which do not bring back a scope that was removed",
      () =>
        onPage(
          (page) =>
            Effect.gen(function* () {
              yield* send("PUT", "/scopes/mine")
              yield* send("GET", "/scopes/mine/api/v2/systempresences")
              yield* send("GET", "/api/v2/systempresences")
              yield* see(rowOf(page, "/scopes/mine/api/v2/systempresences"))
              assert.strictEqual(yield* step(() => page.locator("#requests tr").count()), 2)
              yield* click(page.getByRole("navigation", { name: "Scopes" }).getByRole("link", { name: "mine" }))
              yield* see(page.getByText("The scope mine, an organisation of its own."))
              yield* seeLive(page)
              const user = { definitionId: builtIn.busy, message: "In the scope" }
              yield* send("PUT", `/scopes/mine/control/users/${userId(1)}/presence`, { body: JSON.stringify(user) })
              yield* see(rowOf(page, "Ada Abara").getByText("In the scope"))
              yield* send("DELETE", "/scopes/mine")
              yield* see(page.getByText("There is no scope mine").first())
              assert.deepStrictEqual((yield* send("GET", "/control/scopes")).body, [])
              yield* click(page.getByRole("link", { name: "To the sandbox itself" }))
              yield* see(rowOf(page, "Ada Abara").getByText("Offline"))
            }),
          { expected: [/404/] }
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
            Fault.Fault.members.map(({ fields: { kind, ...others } }) => [kind.literal, Object.keys(others).length])
          )
          yield* see(
            page
              .getByRole("list", { name: "Faults" })
              .getByRole("listitem")
              .nth(kinds.length - 1)
          )
          assert.sameMembers(
            (yield* faults.list).map(({ rule }) => rule.fault.kind),
            Array.from(Fault.kinds)
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

    it.effect("revokes the tokens", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const api = yield* logIn()
          yield* click(page.getByRole("button", { name: "Revoke tokens" }))
          yield* see(page.getByText("All tokens are revoked"))
          assert.strictEqual((yield* api.get(presence(1))).status, 401)
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )

    it.effect("resets the organisation, if that is really wanted", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const api = yield* logIn()
          yield* api.patch(presence(1), { presenceDefinition: { id: builtIn.busy } })
          yield* see(rowOf(page, "Ada Abara").getByText("Busy"))
          const dialog = page.getByRole("dialog", { name: "Reset the organisation?" })
          yield* click(page.getByRole("button", { name: "Reset …" }))
          yield* click(dialog.getByRole("button", { name: "Cancel" }))
          yield* see(rowOf(page, "Ada Abara").getByText("Busy"))
          yield* click(page.getByRole("button", { name: "Reset …" }))
          yield* click(dialog.getByRole("button", { name: "Reset", exact: true }))
          yield* see(rowOf(page, "Ada Abara").getByText("Offline"))
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )

    it.effect("shows the first 200 of 10,000 users and finds the others", () =>
      onPage((page) =>
        Effect.gen(function* () {
          yield* see(page.getByText("the first 200 of 10,000"))
          const rows = page.getByRole("rowheader")
          assert.strictEqual(yield* step(() => rows.count()), 200)
          yield* step(() => page.getByLabel("Search users").fill("jonas jansen 50"))
          yield* see(rowOf(page, "Jonas Jansen 50"))
          yield* step(() => page.waitForFunction("document.querySelectorAll('#users tr').length === 1"))
          yield* step(() => page.getByLabel("Search users").fill("nobody of that name"))
          yield* see(page.getByText("No user matches the search."))
        })
      ).pipe(Effect.provide(Sandbox.layer({ users: 10_000 })))
    )

    it.effect("changes in place: the focus, the place in the list and what is being written stay", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const api = yield* logIn()
          const region = "document.querySelector('.users .scroll')"
          yield* valueOf(page, `${region}.scrollTop = 300`)
          yield* step(() => page.getByRole("button", { name: "Set the presence of Chiara Dubois" }).focus())
          yield* step(() =>
            page.getByLabel("Rate limit", { exact: true }).evaluate((input: { value: string }) => (input.value = ""))
          )
          const place = yield* valueOf<number>(page, `${region}.scrollTop`)
          yield* valueOf(page, "document.querySelectorAll('#users tr').forEach((row) => (row.mine = true))")
          yield* api.patch(presence(1), { presenceDefinition: { id: builtIn.busy } })
          yield* see(rowOf(page, "Ada Abara").getByText("Busy"))
          assert.strictEqual(yield* valueOf(page, `${region}.scrollTop`), place)
          assert.strictEqual(
            yield* valueOf(page, "document.activeElement.ariaLabel"),
            "Set the presence of Chiara Dubois"
          )
          assert.isTrue(
            yield* valueOf(page, "Array.from(document.querySelectorAll('#users tr'), (row) => row.mine).every(Boolean)")
          )

          yield* step(() => page.getByLabel("Rate limit", { exact: true }).pressSequentially("42"))
          yield* api.patch(presence(1), { presenceDefinition: { id: builtIn.offline } })
          yield* see(rowOf(page, "Ada Abara").getByText("Offline"))
          assert.strictEqual(yield* step(() => page.getByLabel("Rate limit", { exact: true }).inputValue()), "42")
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )

    it.effect("says when the sandbox does not answer, and goes on when it does again", () =>
      onPage(
        (page) =>
          Effect.gen(function* () {
            yield* step(() => page.context().setOffline(true))
            yield* see(page.getByRole("alert").getByText("The sandbox does not answer. Is it still running?"))
            yield* step(() => page.context().setOffline(false))
            yield* seeLive(page)
            yield* step(() =>
              page.getByRole("alert").filter({ hasText: "does not answer" }).waitFor({ state: "detached" })
            )
          }),
        { expected: [/ERR_INTERNET_DISCONNECTED/] }
      ).pipe(Effect.provide(Sandbox.layer()))
    )

    it.effect("asks nothing while it is hidden", () =>
      Effect.gen(function* () {
        const { baseUrl } = yield* Sandbox
        const { page } = yield* open("about:blank")
        yield* step(() => page.clock.install())
        yield* step(() => page.goto(baseUrl))
        yield* seeLive(page)
        const show = (hidden: boolean) =>
          valueOf(
            page,
            `Object.defineProperty(document, "hidden", { value: ${hidden}, configurable: true }); document.dispatchEvent(new Event("visibilitychange"))`
          )
        yield* show(true)
        let asked = 0
        page.on("request", () => asked++)
        yield* step(() => page.clock.runFor(10_000))
        assert.strictEqual(asked, 0)
        const next = page.waitForRequest(/overview/)
        yield* show(false)
        yield* step(() => next)
      }).pipe(Effect.provide(Sandbox.layer()))
    )

    // There is a token only where others than this machine can reach the sandbox.
    it.effect("takes the token from the fragment of its address and says when it needs one", () =>
      Effect.gen(function* () {
        const { baseUrl, controlToken } = yield* Sandbox
        const { page, problems } = yield* open(baseUrl)
        yield* see(page.getByRole("alert").getByText("The sandbox wants its token"))
        assert.lengthOf(problems, 1)
        assert.include(problems[0], "401")
        yield* step(() => page.goto(`${baseUrl}/#token=${Redacted.value(controlToken ?? Redacted.make(""))}`))
        yield* seeLive(page)
        // A skip link moves the focus and leaves the token where it is.
        yield* step(() => page.getByRole("link", { name: "Skip to faults" }).press("Enter"))
        assert.strictEqual(yield* valueOf(page, "document.activeElement.id"), "faults-title")
        yield* click(page.getByRole("button", { name: "Revoke tokens" }))
        yield* see(page.getByText("All tokens are revoked"))
        assert.lengthOf(problems, 1)
      }).pipe(Effect.provide(Sandbox.layer({ host: "0.0.0.0" })))
    )

    // UPDATE_SCREENSHOT=1 pnpm exec vitest run packages/sandbox/test/page.test.ts -t screenshot
    if (process.env["UPDATE_SCREENSHOT"] === "1") {
      it.effect("has its screenshot taken", () =>
        onPage((page) => Effect.andThen(makeSomethingHappen(page), takeScreenshot(page))).pipe(
          Effect.provide(Sandbox.layer({ rateLimit: 300, latency: { kind: "uniform", minimum: 5, maximum: 40 } }))
        )
      )
    }
  })
})
