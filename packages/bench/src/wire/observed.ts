/** Lets the client meet every way in which a connection fails, over every transport. */
import {
  type Fault,
  faultOf,
  type Group,
  isolated,
  type Method,
  type Observation,
  observe,
  type Surroundings,
  type Transport,
  transports,
  type Way
} from "@genesys-presence/broken-connections"
import { Effect } from "effect"

/** What a read and a write came to over one transport. */
export interface Observed {
  readonly read: Observation
  readonly written: Observation
  readonly faults: ReadonlyArray<Fault>
}

export interface Row {
  readonly way: Way
  /** In the order of the transports; `undefined` for one that cannot go that way. */
  readonly cells: ReadonlyArray<Observed | undefined>
}

type Observe = (way: Way, transport: Transport, method: Method) => Effect.Effect<Observation | null, unknown>

const cell = (observeBy: Observe, way: Way, transport: Transport) =>
  Effect.gen(function* () {
    const read = yield* observeBy(way, transport, "GET")
    const written = yield* observeBy(way, transport, "PATCH")
    if (read === null || written === null) return undefined
    const faults = [faultOf(way, transport, "GET", read), faultOf(way, transport, "PATCH", written)]
    return { read, written, faults: faults.filter((fault) => fault !== undefined) } satisfies Observed
  })

/** The limit of an attempt in `RetryLayer.recommended`. */
const here: Observe = (way, transport, method) => observe(way, transport, method, "10 seconds")

/** All rows of a group, in its order. */
export const observeGroup = ({ ways }: Group) =>
  Effect.gen(function* () {
    const started = new Map<Surroundings, Observe>()
    const rows: Array<Row> = []
    for (const way of ways) {
      const { within } = way
      if (within !== undefined && !started.has(within)) started.set(within, yield* isolated(within))
      const observeBy = (within === undefined ? undefined : started.get(within)) ?? here
      const cells = yield* Effect.forEach(transports, (transport) => cell(observeBy, way, transport), {
        concurrency: "unbounded"
      })
      rows.push({ way, cells })
    }
    return rows
  }).pipe(Effect.scoped)
