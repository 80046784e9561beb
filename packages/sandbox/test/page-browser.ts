import { Context, Effect, Layer } from "effect"
import { accessSync, constants } from "node:fs"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"

const told = process.env["CHROMIUM_PATH"]

/** Where Chromium is: where one is told, else where Debian, Ubuntu, Fedora, macOS and the like put it. */
const places =
  told === undefined || told === ""
    ? [
        // Renders nothing for a screen, which takes half the time.
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/snap/bin/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
      ]
    : [told]

const isExecutable = (place: string): boolean => {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const executablePath = places.find(isExecutable)

/** A developer's machine may lack it. Where all must be checked nothing is left out: there the launch fails. */
export const isMissing = executablePath === undefined && process.env["CI"] !== "true"

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
]

const launch = Effect.suspend(() => {
  if (executablePath === undefined) {
    return Effect.die(
      new Error(`These tests need Chromium, which is at none of ${places.join(", ")}: install it or set CHROMIUM_PATH`)
    )
  }
  // Each launch has a profile of its own, which goes away with it.
  return Effect.promise(() => chromium.launch({ executablePath, headless: true, chromiumSandbox: false, args: flags }))
})

/** A headless Chromium. */
export class Chromium extends Context.Service<Chromium, Browser>()("Chromium") {
  static readonly layer = Layer.effect(
    Chromium,
    Effect.acquireRelease(launch, (browser) => Effect.promise(() => browser.close()))
  )
}

/** A page, and what went wrong on it so far. */
export interface Watched {
  readonly page: Page
  readonly problems: ReadonlyArray<string>
}

const watch = (page: Page): ReadonlyArray<string> => {
  const problems: Array<string> = []
  const origins = new Set<string>()
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(`console: ${message.text()}`)
  })
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`))
  page.on("request", (request) => {
    const { origin } = new URL(request.url())
    origins.add(origin)
    if (origins.size > 1) problems.push(`request to another origin: ${request.url()}`)
  })
  return problems
}

/** Opens an address in a window of its own. */
export const open = Effect.fnUntraced(function* (url: string, options: BrowserContextOptions = {}) {
  const browser = yield* Chromium
  const context = yield* Effect.acquireRelease(
    Effect.promise(() => browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })),
    (opened) => Effect.promise(() => opened.close())
  )
  const page = yield* Effect.promise(() => context.newPage())
  const problems = watch(page)
  page.setDefaultTimeout(15_000)
  yield* Effect.promise(() => page.goto(url))
  const watched: Watched = { page, problems }
  return watched
})
