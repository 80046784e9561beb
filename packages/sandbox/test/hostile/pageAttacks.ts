import { assert } from "@effect/vitest"
import type { Sandbox } from "@genesys-presence/sandbox"
import { Effect, type Scope } from "effect"
import { builtIn, logIn, send, userId } from "../api.ts"
import type { Chromium } from "../page-browser.ts"
import { onPage, see, valueOf } from "../page-steps.ts"

/** An attack on the page of a sandbox, with what is told of it on the page of all attacks. */
interface Attempt {
  readonly name: string
  readonly source: string
  readonly shown: string
  readonly run: Effect.Effect<void, unknown, Sandbox | Chromium | Scope.Scope>
}

const scripts = [
  "<img src=x onerror=window.owned=1>",
  "<script>window.owned=1</script>",
  "\"'><svg onload=window.owned=1>",
  "</td></table><iframe srcdoc='<script>parent.owned=1</script>'>",
  "javascript:window.owned=1",
  "{{constructor.constructor('window.owned=1')()}}",
  "<template shadowrootmode=open><style>*{display:none}"
]

const shown = "each is shown as the text that it is; nothing runs, nothing is asked of another origin"

/** What scripts would have left behind. */
const traces = "[window.owned ?? 0, document.querySelectorAll('iframe, svg[onload], img[onerror]').length]"

export const pageAttacks: ReadonlyArray<Attempt> = [
  {
    name: "scripts in messages, labels and paths",
    source: "CWE-79, CVE-2020-11022",
    shown,
    run: onPage((page) =>
      Effect.gen(function* () {
        const api = yield* logIn()
        for (const [index, script] of scripts.entries()) {
          const change = { presenceDefinition: { id: builtIn.busy }, message: script }
          yield* api.patch(`/api/v2/users/${userId(index + 1)}/presences/purecloud`, change)
          yield* api.post("/api/v2/presence/definitions", {
            languageLabels: { en_US: `label ${script}` },
            systemPresence: "Meal"
          })
          yield* send("GET", `/api/v2/${script.replaceAll(/[\s#?]/g, "")}`)
        }
        for (const script of scripts) yield* see(page.getByText(script).first())
        assert.deepStrictEqual(yield* valueOf(page, traces), [0, 0])
      })
    )
  }
]
