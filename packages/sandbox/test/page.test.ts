import { OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Redacted } from "effect"
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
              // The page may ask between the two.
              yield* see(page.locator("#requests tr").nth(1))
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
