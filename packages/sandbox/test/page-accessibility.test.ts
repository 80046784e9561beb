import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, layer } from "@effect/vitest"
import { Effect } from "effect"
import type { Page } from "playwright-core"
import { builtIn, logIn, userId } from "./api.ts"
import { Chromium, isMissing } from "./page-browser.ts"
import { click, onPage, rowOf, see, step, valueOf } from "./page-steps.ts"

/** What a person can use, as far as it is shown. */
const controls = `Array.from(document.querySelectorAll("a[href], button, input, select, textarea, [tabindex='0']"))
  .filter((element) => element.checkVisibility())`

/** The texts whose contrast with what is behind them is less than 4.5 to 1, which is what level AA of the WCAG asks for. */
const tooFaint = `(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return canvas.getImageData(0, 0, 1, 1).data
  }
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((value) => value / 255).map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element) => {
    const colour = rgba(getComputedStyle(element).backgroundColor)
    return colour[3] === 255 || element.parentElement === null ? colour : behind(element.parentElement)
  }
  const hasText = (element) =>
    element.matches("input, select") || Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim() !== "")
  return Array.from(document.body.querySelectorAll("*"))
    .filter((element) => hasText(element) && element.checkVisibility() && !element.matches("option, script, template, noscript"))
    .map((element) => {
      const [lighter, darker] = [luminance(rgba(getComputedStyle(element).color)), luminance(behind(element))].toSorted((a, b) => b - a)
      return { text: element.textContent.trim().slice(0, 40), ratio: (lighter + 0.05) / (darker + 0.05) }
    })
    .filter(({ ratio }) => ratio < 4.5)
})()`

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
  yield* see(rowOf(page, "Ada Abara").getByText("On Queue"))
  yield* see(page.getByRole("cell", { name: "404" }))
})

describe.skipIf(isMissing)("the page, for everybody", { concurrent: true, timeout: 30_000 }, () => {
  layer(Chromium.layer, { excludeTestServices: true, timeout: 30_000 })((it) => {
    it.effect("has a language, a title, headings in order, and a name for every control", () =>
      onPage((page) =>
        Effect.gen(function* () {
          yield* fill(page)
          assert.strictEqual(yield* valueOf(page, "document.documentElement.lang"), "en")
          assert.strictEqual(yield* step(() => page.title()), "Presence sandbox")
          yield* click(page.getByRole("button", { name: "Set the presence of Ada Abara" }))
          yield* see(page.getByRole("dialog"))

          const levels = yield* valueOf<ReadonlyArray<number>>(
            page,
            "Array.from(document.querySelectorAll('h1, h2, h3, h4'), ({ localName }) => Number(localName[1]))"
          )
          assert.strictEqual(levels[0], 1)
          assert.strictEqual(levels.filter((level) => level === 1).length, 1)
          for (const [index, level] of levels.entries()) assert.isAtMost(level, (levels[index - 1] ?? 0) + 1)

          const fields = "Array.from(document.querySelectorAll('input, select'))"
          assert.deepStrictEqual(
            yield* valueOf(page, `${fields}.filter(({ labels }) => labels.length === 0).map(({ id }) => id)`),
            []
          )
          const nameless = `${controls}.filter((element) => !element.matches("input, select"))
            .filter((element) => (element.ariaLabel ?? element.textContent).trim() === "" && !element.hasAttribute("aria-labelledby"))
            .map(({ outerHTML }) => outerHTML)`
          assert.deepStrictEqual(yield* valueOf(page, nameless), [])
          const dangling = `Array.from(document.querySelectorAll("[aria-labelledby], [aria-describedby], [for]"))
            .flatMap((element) => ["aria-labelledby", "aria-describedby", "for"].map((name) => element.getAttribute(name)))
            .filter((id) => id !== null && document.getElementById(id) === null)`
          assert.deepStrictEqual(yield* valueOf(page, dangling), [])
          const twice = `Array.from(document.querySelectorAll("[id]"), ({ id }) => id)
            .filter((id, index, ids) => ids.indexOf(id) !== index)`
          assert.deepStrictEqual(yield* valueOf(page, twice), [])
        })
      ).pipe(Effect.provide(busySandbox()))
    )

    it.effect("lets the keyboard reach every control", () =>
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

    it.effect("has enough contrast, in light and dark colours", () =>
      onPage(
        (page) =>
          Effect.gen(function* () {
            yield* fill(page)
            yield* click(page.getByRole("button", { name: "Revoke tokens" }))
            yield* see(page.getByText("All tokens are revoked"))
            for (const dialog of [false, true]) {
              if (dialog) yield* click(page.getByRole("button", { name: "Set the presence of Ada Abara" }))
              for (const colorScheme of ["light", "dark"] as const) {
                yield* step(() => page.emulateMedia({ colorScheme }))
                assert.deepStrictEqual(yield* valueOf(page, tooFaint), [], colorScheme)
              }
            }
          }),
        { reducedMotion: "reduce" }
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
