/** Makes calls in surroundings of its own, and tells what came of each: see `isolated.ts`, which starts it. */
import { Effect, Schema } from "effect"
import { Order, Told } from "./isolated.ts"
import { kernel } from "./kernel.ts"
import { observe, transports } from "./observe.ts"

const run = Effect.fnUntraced(function* (message: unknown) {
  const [what, name, method] = yield* Schema.decodeUnknownEffect(Order)(message)
  const way = kernel.ways.find((each) => each.what === what)
  const transport = transports.find((each) => each.name === name)
  if (way === undefined || transport === undefined) return yield* Effect.die(`There is no way ${what} over ${name}`)
  const observed = yield* observe(way, transport, method, "30 seconds")
  return yield* Schema.encodeEffect(Told)(observed)
})

process.on("message", (message) => {
  void Effect.runPromise(run(message)).then((told) => process.send?.(told))
})
process.on("disconnect", () => process.exit())
process.send?.("started")
