import type * as ChannelFault from "../../ChannelFault.ts"
import type * as Fault from "../../Fault.ts"

type Kind = Fault.Kind | ChannelFault.Kind

type FaultOf<K extends Kind> = Extract<Fault.Fault | ChannelFault.ChannelFault, { readonly kind: K }>

/** How a form asks for a field, and the value that it begins with; without one the field begins empty. */
type Field<Value> = Value extends boolean
  ? { readonly type: "flag" }
  : Value extends number
    ? { readonly type: "number"; readonly value?: Value }
    : Value extends string
      ? { readonly type: "text"; readonly value?: Value }
      : { readonly type: "list"; readonly value?: Value }

const flag = { type: "flag" } as const
const number = { type: "number" } as const
const text = { type: "text" } as const

const later = { afterMillis: number }

const failing = <const Value extends number>(value: Value) => ({
  status: { ...number, value },
  retryAfter: { ...text, value: "2" }
})

/** Every field of every kind of fault: the type demands those that are optional too. */
export const faultFields: {
  readonly [K in Kind]: {
    readonly [Name in Exclude<keyof FaultOf<K>, "kind">]-?: Field<NonNullable<FaultOf<K>[Name]>>
  }
} = {
  errorStatus: { ...failing(503), code: text, message: text, applied: flag },
  htmlStatus: { ...failing(502), applied: flag },
  emptyStatus: { ...failing(500), applied: flag },
  redirect: { status: { ...number, value: 302 }, location: { ...text, value: "https://example.com/" }, applied: flag },
  errorBodyWithSuccess: { applied: flag },
  htmlWithSuccess: { applied: flag },
  emptyBodyWithSuccess: {},
  malformedJson: {},
  wrongContentType: { contentType: { ...text, value: "text/plain" } },
  byteOrderMark: {},
  invalidUtf8: {},
  hugeBody: { bytes: { ...number, value: 20 * 1024 * 1024 } },
  delay: { millis: { ...number, value: 3000 } },
  tokenRevoked: {},
  duplicateDelivery: {},
  staleReads: { reads: { ...number, value: 1 }, millis: number },
  resetBeforeHandling: {},
  resetAfterHandling: {},
  resetInHeaders: {},
  resetInBody: {},
  resetAfterBody: {},
  closedWithoutAnswer: { applied: flag },
  noAnswer: { applied: flag },
  truncatedBody: {},
  stalledBody: {},
  singleBytes: {},
  slowBody: { bytesPerSecond: { ...number, value: 100 } },
  notHttp: { applied: flag },
  wrongChunks: {},
  duplicateContentLength: {},
  informationalAnswers: { statuses: { type: "list", value: [103] } },
  invalidClient: {},
  tokenRateLimited: {},
  malformedToken: {},
  shortLivedToken: { expiresIn: { ...number, value: 5 } },
  upgradeRefused: { status: { ...number, value: 503 } },
  socketDropped: later,
  socketHalfOpen: later,
  socketSilent: later,
  heartbeatsStopped: later,
  socketClosed: { code: { ...number, value: 1011 }, reason: text, ...later },
  socketClosing: { warningMillis: { ...number, value: 60_000 }, ...later },
  slowReader: { millis: { ...number, value: 3000 } },
  channelEvicted: later,
  channelTokenRevoked: later,
  channelExpired: later,
  eventDelayed: { millis: { ...number, value: 3000 } },
  eventDuplicated: {},
  eventReordered: {},
  eventLost: {},
  eventFragmented: { frames: { ...number, value: 3 } },
  eventLarge: { bytes: { ...number, value: 1024 * 1024 } },
  eventMalformed: {},
  eventWithoutTopic: {},
  eventOfUnknownTopic: { topicName: { ...text, value: "v2.unknown.topic" } },
  topicMissing: { topic: text },
  topicRejected: { topic: text, reason: text }
}
