import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, layer } from "@effect/vitest"
import axe from "axe-core"
import { Effect } from "effect"
import type { Page } from "playwright-core"
import { builtIn, logIn, userId } from "./api.ts"
import { Chromium, isMissing } from "./page-browser.ts"
import { click, onPage, rowOf, see, step, valueOf } from "./page-steps.ts"

/** What a person can use, as far as it is shown. */
const controls = `Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']"))
  .filter((element) => element.checkVisibility())`

/** What axe-core complains of: the rules of WCAG 2.2, level AA, and its own best practices. */
const complaints = (page: Page) =>
  valueOf<ReadonlyArray<string>>(
    page,
    `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))`
  )

/** A sandbox with something of everything to show. */
const busySandbox = () =>
  Sandbox.layer({
    users: 3,
    rateLimit: 300,
    latency: { kind: "uniform", minimum: 0, maximum: 1 },
    faults: [
      { operation: "getUserPresence", fault: { kind: "errorStatus", status: 503, retryAfter: "2" } },
      { operation: "patchUserPresencesPurecloud", fault: { kind: "delay", millis: 1 }, times: "always" }
    ]
  })

/** Lets the page show long texts and answers of all classes. */
const fill = Effect.fnUntraced(function* (page: Page) {
  const api = yield* logIn()
  const message = "a very long message without any end ".repeat(3) + "or-a-place-to-break".repeat(8)
  yield* api.patch(`/api/v2/users/${userId(1)}/presences/purecloud`, {
    presenceDefinition: { id: builtIn.onQueue },
    message
  })
  yield* api.get(`/api/v2/users/${userId(1)}/presences/Zoom`)
  yield* api.get("/nothing")
  yield* api.post("/api/v2/notifications/channels", {})
  yield* see(page.getByRole("list", { name: "Channels" }).getByText("0 topics"))
  yield* see(rowOf(page, "Ada Abara").getByText("On Queue"))
  yield* see(page.getByRole("cell", { name: "404" }))
})

describe.skipIf(isMissing)("the page, for everybody", { concurrent: true, timeout: 60_000 }, () => {
  layer(Chromium.layer, { excludeTestServices: true, timeout: 30_000 })((it) => {
    it.effect("has nothing that axe-core complains of: light and dark, wide and narrow", () =>
      onPage(
        (page) =>
          Effect.gen(function* () {
            yield* fill(page)
            yield* step(() => page.evaluate(axe.source))
            const check = Effect.fnUntraced(function* (state: string, colorScheme: "light" | "dark") {
              yield* step(() => page.emulateMedia({ colorScheme }))
              assert.deepStrictEqual(yield* complaints(page), [], `${state}, ${colorScheme}`)
            })
            yield* click(page.getByRole("button", { name: "Revoke tokens" }))
            yield* see(page.getByText("All tokens are revoked"))
            yield* step(() => page.getByRole("spinbutton", { name: "Status" }).fill("99"))
            yield* click(page.getByRole("button", { name: "Add fault" }))
            yield* see(page.getByText("Expected a value between 200 and 599"))
            yield* check("a field that was refused", "light")
            yield* check("a field that was refused", "dark")

            yield* step(() => page.setViewportSize({ width: 360, height: 740 }))
            yield* check("a phone", "light")
            for (const name of ["Presence", "Correlation id"]) {
              assert.strictEqual(yield* step(() => page.getByRole("columnheader", { name }).count()), 1, name)
            }

            yield* click(page.getByRole("button", { name: "Set the presence of Ada Abara" }))
            yield* see(page.getByRole("dialog"))
            yield* check("a dialog", "dark")
          }),
        { reducedMotion: "reduce", expected: [/status of 400/] }
      ).pipe(Effect.provide(busySandbox()))
    )

    it.effect("lets the keyboard reach every control, the faults before the users, and skip what is between", () =>
      onPage((page) =>
        Effect.gen(function* () {
          yield* fill(page)
          const all = yield* valueOf<ReadonlyArray<string>>(
            page,
            `${controls}.map((element, index) => (element.dataset.check = String(index)))`
          )
          assert.isAbove(all.length, 15)
          const reached: Array<string> = []
          for (const _ of all) {
            yield* step(() => page.keyboard.press("Tab"))
            reached.push(yield* valueOf<string>(page, "document.activeElement.dataset.check"))
          }
          assert.deepStrictEqual(reached, all)

          const indexOf = (selector: string) =>
            valueOf<string>(page, `document.querySelector("${selector}").dataset.check`).pipe(Effect.map(Number))
          assert.isAtMost(yield* indexOf("#fault-kind"), 12)
          assert.isBelow(yield* indexOf("#latency"), yield* indexOf("#search"))

          yield* step(() => page.getByRole("link", { name: "Skip to last requests" }).focus())
          yield* step(() => page.keyboard.press("Enter"))
          yield* step(() => page.keyboard.press("Tab"))
          assert.strictEqual(
            yield* valueOf(page, "document.activeElement.getAttribute('aria-labelledby')"),
            "requests-title"
          )
        })
      ).pipe(Effect.provide(busySandbox()))
    )

    it.effect("lets the keyboard alone set a presence", () =>
      onPage((page) =>
        Effect.gen(function* () {
          yield* step(() => page.getByRole("button", { name: "Set the presence of Ada Abara" }).focus())
          yield* step(() => page.keyboard.press("Enter"))
          yield* see(page.getByRole("dialog", { name: "Presence of Ada Abara" }))
          yield* step(() => page.keyboard.press("ArrowUp"))
          yield* step(() => page.keyboard.press("Enter"))
          yield* see(rowOf(page, "Ada Abara").getByText("Busy"))
        })
      ).pipe(Effect.provide(busySandbox()))
    )

    it.effect("does not scroll sideways, however narrow it is", () =>
      onPage(
        (page) =>
          Effect.gen(function* () {
            yield* fill(page)
            const wider = `[document.documentElement, ...document.querySelectorAll(".scroll, dialog[open]")]
              .filter(({ clientWidth, scrollWidth }) => scrollWidth > clientWidth)
              .map(({ localName, className }) => localName + " " + className)`
            for (const dialog of [false, true]) {
              if (dialog) yield* click(page.getByRole("button", { name: "Set the presence of Ada Abara" }))
              for (const width of [360, 640, 641, 959, 960, 1199, 1200, 1280]) {
                yield* step(() => page.setViewportSize({ width, height: 740 }))
                assert.deepStrictEqual(yield* valueOf(page, wider), [], `${width} pixels`)
              }
            }
          }),
        { reducedMotion: "reduce" }
      ).pipe(Effect.provide(busySandbox()))
    )
  })
})
