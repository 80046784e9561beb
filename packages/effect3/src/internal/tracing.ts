import * as Context3 from "effect/Context"
import * as Option3 from "effect/Option"
import * as Tracer3 from "effect/Tracer"
import * as Context4 from "effect4/Context"
import * as Option4 from "effect4/Option"
import * as Tracer4 from "effect4/Tracer"
import { toExit3 } from "./cause.ts"

/** The spans of Effect 3 behind those that Effect 4 holds. */
const originals = new WeakMap<Tracer4.AnySpan, Tracer3.AnySpan>()

/** The span of Effect 3 that stands for one of Effect 4. */
export const originalOf = (span: Tracer4.AnySpan): Tracer3.AnySpan =>
  originals.get(span) ?? Tracer3.externalSpan({ spanId: span.spanId, traceId: span.traceId, sampled: span.sampled })

/** A span of Effect 3 as a parent in Effect 4. */
export const spanOf = (original: Tracer3.AnySpan): Tracer4.AnySpan => {
  const { sampled, spanId, traceId } = original
  const span = Tracer4.externalSpan({ spanId, traceId, sampled })
  originals.set(span, original)
  return span
}

const identity = <A>(value: A): A => value

/** A tracer of Effect 4 whose spans are made by one of Effect 3. */
export const tracerOf = (tracer: Tracer3.Tracer): Tracer4.Tracer =>
  Tracer4.make({
    span: ({ annotations, kind, links, name, parent, startTime }) => {
      const linked = (all: ReadonlyArray<Tracer4.SpanLink>): ReadonlyArray<Tracer3.SpanLink> =>
        all.map(({ attributes, span }) => ({ _tag: "SpanLink", attributes, span: originalOf(span) }))
      const original = tracer.span(
        name,
        Option4.isSome(parent) ? Option3.some(originalOf(parent.value)) : Option3.none(),
        Context3.empty(),
        linked(links),
        startTime,
        kind
      )
      let status: Tracer4.SpanStatus = { _tag: "Started", startTime }
      const span: Tracer4.Span = {
        _tag: "Span",
        name,
        spanId: original.spanId,
        traceId: original.traceId,
        sampled: original.sampled,
        parent,
        annotations: annotations ?? Context4.empty(),
        kind,
        get status() {
          return status
        },
        get attributes() {
          return original.attributes
        },
        links,
        end: (endTime, exit) => {
          status = { _tag: "Ended", startTime, endTime, exit }
          original.end(endTime, toExit3(exit, identity, identity))
        },
        attribute: (key, value) => original.attribute(key, value),
        event: (event, time, attributes) => original.event(event, time, attributes),
        addLinks: (more) => original.addLinks(linked(more))
      }
      originals.set(span, original)
      return span
    }
  })
