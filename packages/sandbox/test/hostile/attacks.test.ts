import { Sandbox } from "@genesys-presence/sandbox"
import { layer } from "@effect/vitest"
import { attacks } from "./attacks.ts"

layer(Sandbox.layer(), { excludeTestServices: true })("the sandbox against", (it) => {
  for (const { name, run } of attacks) it.effect(name, () => run)
})
