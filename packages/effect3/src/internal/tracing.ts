import * as Chunk3 from "effect/Chunk"
import * as Context3 from "effect/Context"
import * as DefaultServices3 from "effect/DefaultServices"
import type * as Fiber3 from "effect/Fiber"
import * as FiberRef3 from "effect/FiberRef"
import * as HashMap3 from "effect/HashMap"
import * as Option3 from "effect/Option"
import * as Tracer3 from "effect/Tracer"
import * as Context4 from "effect4/Context"
import * as Option4 from "effect4/Option"
import * as References4 from "effect4/References"
import * as Tracer4 from "effect4/Tracer"
import { toExit3 } from "./cause.ts"

/** The spans of Effect 3 behind those that Effect 4 holds. */
const originals = new WeakMap<Tracer4.AnySpan, Tracer3.AnySpan>()

/** The span of Effect 3 that stands for one of Effect 4. */
const originalOf = (span: Tracer4.AnySpan): Tracer3.AnySpan =>
  originals.get(span) ?? Tracer3.externalSpan({ spanId: span.spanId, traceId: span.traceId, sampled: span.sampled })

/** A span of Effect 3 as a parent in Effect 4. */
const spanOf = (original: Tracer3.AnySpan): Tracer4.AnySpan => {
  const { sampled, spanId, traceId } = original
  const span = Tracer4.externalSpan({ spanId, traceId, sampled })
  originals.set(span, original)
  return span
}

const identity = <A>(value: A): A => value

/** A tracer of Effect 4 whose spans are made by one of Effect 3. */
const tracerOf = (tracer: Tracer3.Tracer): Tracer4.Tracer =>
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

/** The tracer whose spans nobody looks at. */
const nativeTracer = Context3.get(DefaultServices3.liveServices, Tracer3.Tracer)

/** The span that others belong to, when one, or those above it, are not to be seen by them. */
const visible = (span: Tracer3.AnySpan | undefined): Tracer3.AnySpan | undefined =>
  span !== undefined && Context3.get(span.context, Tracer3.DisablePropagation)
    ? span._tag === "Span"
      ? visible(Option3.getOrUndefined(span.parent))
      : undefined
    : span

const linkOf = ({ attributes, span }: Tracer3.SpanLink): Tracer4.SpanLink => ({ attributes, span: spanOf(span) })

const withoutTracing = Context4.omit(Tracer4.Tracer, Tracer4.ParentSpan)

/** Spans are made as a fiber of Effect 3 would make them. */
export const withTracing = (
  context: Context4.Context<never>,
  fiber: Fiber3.RuntimeFiber<unknown, unknown>
): Context4.Context<never> => {
  // A call that code of a call makes has those of the outer one around it.
  if (!fiber.getFiberRef(FiberRef3.currentTracerEnabled)) return withoutTracing(context)
  const { currentSpan, currentTracer } = fiber
  const span = visible(currentSpan)
  const inside = span === undefined ? context : Context4.add(context, Tracer4.ParentSpan, spanOf(span))
  if (currentTracer === nativeTracer) return inside
  const annotations = fiber.getFiberRef(FiberRef3.currentTracerSpanAnnotations)
  const links = fiber.getFiberRef(FiberRef3.currentTracerSpanLinks)
  return inside.pipe(
    Context4.add(Tracer4.Tracer, tracerOf(currentTracer)),
    Context4.add(References4.TracerTimingEnabled, fiber.getFiberRef(FiberRef3.currentTracerTimingEnabled)),
    Context4.add(References4.TracerSpanAnnotations, Object.fromEntries(HashMap3.toEntries(annotations))),
    Context4.add(References4.TracerSpanLinks, Chunk3.toReadonlyArray(links).map(linkOf))
  )
}
