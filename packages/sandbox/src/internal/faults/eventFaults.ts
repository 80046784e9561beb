import * as Predicate from "effect/Predicate"
import * as Effect from "effect/Effect"
import type { EventFault } from "../../ChannelFault.ts"
import type { FaultRules } from "./faultRules.ts"
import type { Event, Message } from "../notifications/channels.ts"

/** How an event leaves, as far as faults change it. */
interface EventOutput<E> {
  readonly send: (text: string) => Effect.Effect<void, E>
  readonly sendInFrames: (text: string, frames: number) => Effect.Effect<void, E>
  /** Sends a text later, while others are sent. */
  readonly sendLater: (text: string, millis: number) => Effect.Effect<void>
  /** Keeps a text until the next event was sent. */
  readonly hold: (text: string) => void
}

type Send<K extends EventFault["kind"]> = <E>(
  fault: Extract<EventFault, { readonly kind: K }>,
  event: Event,
  output: EventOutput<E>
) => Effect.Effect<void, E>

const defaultFrames = 3
const defaultBytes = 1024 * 1024
const unknownTopic = "v2.unknown.topic"

const sendChanged = <E>(
  { message }: Event,
  { send }: EventOutput<E>,
  change: { readonly [Name in keyof Message]?: unknown }
): Effect.Effect<void, E> => send(JSON.stringify({ ...message, ...change }))

const sends: { readonly [K in EventFault["kind"]]: Send<K> } = {
  eventDelayed: ({ millis }, { text }, { sendLater }) => sendLater(text, millis),

  eventDuplicated: (_fault, { text }, { send }) => Effect.andThen(send(text), send(text)),

  eventReordered: (_fault, { text }, { hold }) => Effect.sync(() => hold(text)),

  eventLost: () => Effect.void,

  eventFragmented: ({ frames = defaultFrames }, { text }, { sendInFrames }) => sendInFrames(text, frames),

  eventLarge: ({ bytes = defaultBytes }, event, output) => {
    const { eventBody } = event.message
    const large = { ...(Predicate.isObject(eventBody) ? eventBody : {}), message: "x".repeat(bytes) }
    return sendChanged(event, output, { eventBody: large })
  },

  eventMalformed: (_fault, { text }, { send }) => send(text.slice(0, -1)),

  // JSON has no field whose value is `undefined`.
  eventWithoutTopic: (_fault, event, output) => sendChanged(event, output, { topicName: undefined }),

  eventOfUnknownTopic: ({ topicName = unknownTopic }, event, output) => sendChanged(event, output, { topicName })
}

/** Sends an event as the fault says. */
const sendWithFault = <E>(fault: EventFault, event: Event, output: EventOutput<E>): Effect.Effect<void, E> =>
  // The entry under the kind of a fault takes faults of that kind, which the compiler does not see through the union.
  (sends[fault.kind] as (fault: EventFault, event: Event, output: EventOutput<E>) => Effect.Effect<void, E>)(
    fault,
    event,
    output
  )

/** What sends the events of one socket, each with the fault that is due. */
export const makeEventSender = <E>(
  faultRules: Pick<FaultRules, "isEmpty" | "takeAt">,
  given: Omit<EventOutput<E>, "hold">
): ((event: Event) => Effect.Effect<void, E>) => {
  let held: ReadonlyArray<string> = []
  const output: EventOutput<E> = {
    ...given,
    hold: (text) => {
      held = [...held, text]
    }
  }
  return Effect.fnUntraced(function* (event) {
    const before = held
    const fault = faultRules.isEmpty() ? undefined : yield* faultRules.takeAt("channelEvent")
    yield* fault === undefined ? output.send(event.text) : sendWithFault(fault, event, output)
    // One that is held itself did not pass those before it.
    if (held !== before) return
    held = []
    for (const text of before) yield* output.send(text)
  })
}
