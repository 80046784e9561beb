import { assert, describe, it } from "@effect/vitest"
import { PresenceClient, PresenceDefinitions, PresenceLookup, RetryLayer } from "@genesys-presence/client"
import { Context, type Effect, Exit, Layer, Scope } from "effect"
import { answer, ok, ScriptedTransport, status } from "./support/scriptedTransport.ts"
import { VirtualTime } from "./support/virtualTime.ts"

const day = 86_400_000
const minute = 60_000

/** Builds a layer on a clock whose wall time can be set. */
const build = <A>(time: VirtualTime, layer: Layer.Layer<A, unknown>): Context.Context<A> => {
  const built = time.join(time.fork(Layer.buildWithScope(layer, Scope.makeUnsafe()), () => 0))
  if (built === undefined || Exit.isFailure(built)) throw new Error("The layer cannot be built")
  return built.value
}

const call = <A, E>(time: VirtualTime, effect: Effect.Effect<A, E>) => time.join(time.fork(effect, () => 0))

for (const [how, offset] of [
  ["back by a day", -day],
  ["forward by a day", day]
] as const) {
  describe(`a wall clock that is set ${how}`, () => {
    it("does not change how a throttle spaces requests", () => {
      const time = new VirtualTime()
      const transport = new ScriptedTransport(() => ok)
      const client = Context.get(
        build(time, transport.client(RetryLayer.throttle({ limit: 2, maxWait: "1 hour" }))),
        PresenceClient
      )
      const at: Array<number> = []
      for (let index = 0; index < 4; index++) {
        if (index === 2) time.wallOffset = offset
        const exit = call(time, client.getSystempresences())
        assert.isTrue(exit !== undefined && Exit.isSuccess(exit))
        at.push(time.now)
      }
      assert.deepStrictEqual(at, [0, minute, 2 * minute, 3 * minute])
    })

    it("does not change how long a circuit is open", () => {
      const time = new VirtualTime()
      let isDown = true
      const transport = new ScriptedTransport((request) => (isDown ? status(request, 500) : ok))
      const policy = RetryLayer.circuitBreaker({ trip: { consecutive: 1 }, openFor: "15 seconds" })
      const client = Context.get(build(time, transport.client(policy)), PresenceClient)
      call(time, client.getSystempresences())
      isDown = false
      time.wallOffset = offset
      time.advanceTo(14_999)
      assert.isTrue(call(time, client.getSystempresences())?._tag === "Failure")
      time.advanceTo(15_000)
      assert.isTrue(call(time, client.getSystempresences())?._tag === "Success")
      assert.lengthOf(transport.sentAt, 2)
    })

    it("does not change how long a list of definitions is kept", () => {
      const time = new VirtualTime()
      const transport = new ScriptedTransport(() => answer({ entities: [] }))
      const layer = Layer.provide(PresenceDefinitions.layer({ timeToLive: "5 minutes" }), transport.client())
      const { list } = Context.get(build(time, layer), PresenceDefinitions)
      call(time, list)
      time.wallOffset = offset
      time.advanceTo(5 * minute - 1)
      call(time, list)
      assert.lengthOf(transport.sentAt, 1)
      time.advanceTo(5 * minute)
      call(time, list)
      assert.lengthOf(transport.sentAt, 2)
    })

    it("does not change how long a presence is kept", () => {
      const time = new VirtualTime()
      const transport = new ScriptedTransport(() => answer([{ userId: "ada" }]))
      const layer = Layer.provide(PresenceLookup.layer({ cache: { timeToLive: "5 minutes" } }), transport.client())
      const lookup = Context.get(build(time, layer), PresenceLookup)
      call(time, lookup.get("ada"))
      time.wallOffset = offset
      time.advanceTo(5 * minute - 1)
      call(time, lookup.get("ada"))
      assert.lengthOf(transport.sentAt, 1)
      time.advanceTo(5 * minute)
      call(time, lookup.get("ada"))
      assert.lengthOf(transport.sentAt, 2)
    })
  })
}
