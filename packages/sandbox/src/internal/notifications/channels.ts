import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { SocketFault } from "../../ChannelFault.ts"

/** Who asks: an OAuth client with one of its tokens. */
export interface Owner {
  readonly clientId: string
  readonly token: string
}

/** A message of the service, before it is JSON. */
export interface Message {
  readonly topicName: string
  readonly version?: string
  readonly eventBody: unknown
  readonly metadata?: { readonly CorrelationId: string }
}

/** A message that channels are subscribed to, also as the text that is sent. */
export interface Event {
  readonly message: Message
  readonly text: string
}

/** The socket of a channel, as far as the channel uses it. */
export interface Connection {
  readonly send: (message: string) => void
  readonly sendEvent: (event: Event) => void
  readonly close: (code: number, reason: string) => void
  /** Has a fault, at once or later. */
  readonly suffer: (fault: SocketFault) => void
}

/** A channel that exists. */
export interface Channel {
  readonly id: string
  readonly owner: Owner
  /** In milliseconds since 1970, as all times here. */
  expiresAt: number
  usedAt: number
  /** What it is subscribed to, as it was asked for, with the single topics that each stands for in lower case. */
  readonly topics: Map<string, ReadonlyArray<string>>
  connection: Connection | undefined
}

/** The channels of an organisation. */
export interface Channels {
  /** A new channel. It takes the place of another when the client has as many as it may. */
  readonly create: (owner: Owner, now: number) => Effect.Effect<Channel>
  /** The channel of an id, unless it has expired. */
  readonly find: (id: string, now: number) => Channel | undefined
  readonly ofClient: (clientId: string, now: number) => ReadonlyArray<Channel>
  /** Adds topics, by what they stand for, or replaces all of them. The channel exists for another day. */
  readonly subscribe: (
    channel: Channel,
    topics: ReadonlyMap<string, ReadonlyArray<string>>,
    replace: boolean,
    now: number
  ) => void
  readonly unsubscribe: (channel: Channel, ids: Iterable<string>) => void
  /** Sends a message to all channels that are subscribed to its topic and have a socket, and says which they are. */
  readonly publish: (message: Message, now: number) => ReadonlyArray<Channel>
  /** Gives a channel its socket; one that it had before is closed. */
  readonly connect: (channel: Channel, connection: Connection, now: number) => void
  /** The socket is gone. */
  readonly disconnect: (channel: Channel, connection: Connection) => void
  /** All sockets, those that were opened first before the others. */
  readonly sockets: () => ReadonlyArray<Connection>
  /** Ends a channel as if another one took its place. */
  readonly evict: (channel: Channel) => void
  /** Ends a channel and leaves its socket open. */
  readonly expire: (channel: Channel) => void
  /** The channels of a token, or of all tokens, end with it. */
  readonly tokenRevoked: (token?: string) => void
  /** All channels, in the order in which they were made. */
  readonly all: (now: number) => ReadonlyArray<Channel>
  /** Ends all channels. */
  readonly clear: () => void
}

/** How many channels a client may have. */
const maxChannels = 20

/** How many topics a channel may have. */
export const maxTopics = 1000

const lifetimeMillis = Duration.toMillis(Duration.hours(24))

/** Why a socket is closed: nothing is documented of the codes. */
export const CloseCode = { replaced: 1000, gone: 1001 } as const

const idLength = 26

/** An id of the shape that the service uses. It is all that one needs to listen, and so is random. */
const randomId = Effect.map(
  Effect.forEach(Array.from({ length: idLength }), () => Random.nextIntBetween(0, 35)),
  ([first = 0, ...digits]) =>
    `streaming-${first % 10}-${[first, ...digits].map((digit) => digit.toString(36)).join("")}`
)

/** At first there are none. */
export const makeChannels = (): Channels => {
  const byId = new Map<string, Channel>()
  const sockets = new Set<Connection>()
  const bySubject = new Map<string, Set<Channel>>()

  const forget = (channel: Channel, ids: Iterable<string>): void => {
    for (const id of Array.from(ids)) {
      const subjects = channel.topics.get(id) ?? []
      channel.topics.delete(id)
      for (const subject of subjects) {
        // The same may be asked for alone and in combination.
        if (Array.from(channel.topics.values()).some((others) => others.includes(subject))) continue
        const subscribed = bySubject.get(subject)
        subscribed?.delete(channel)
        if (subscribed?.size === 0) bySubject.delete(subject)
      }
    }
  }

  const forgetAll = (channel: Channel): void => {
    for (const subjects of channel.topics.values()) {
      for (const subject of subjects) {
        const subscribed = bySubject.get(subject)
        subscribed?.delete(channel)
        if (subscribed?.size === 0) bySubject.delete(subject)
      }
    }
    channel.topics.clear()
  }

  const end = (channel: Channel, reason: string): void => {
    byId.delete(channel.id)
    forgetAll(channel)
    channel.connection?.close(CloseCode.gone, reason)
    channel.connection = undefined
  }

  const systemMessage = (channel: Channel, systemTopicType: string, reason: string): string =>
    JSON.stringify({
      topicName: `v2.system.${systemTopicType}.${channel.id}`,
      version: "2",
      eventBody: { channelId: channel.id, systemTopicType, reason, oauthClientId: channel.owner.clientId }
    })

  const live = (channel: Channel, now: number): boolean => {
    if (now < channel.expiresAt) return true
    end(channel, "expired")
    return false
  }

  const all = (now: number): ReadonlyArray<Channel> => Array.from(byId.values()).filter((channel) => live(channel, now))

  const ofClient = (clientId: string, now: number): ReadonlyArray<Channel> =>
    all(now).filter(({ owner }) => owner.clientId === clientId)

  const evict = (channel: Channel): void => {
    channel.connection?.send(systemMessage(channel, "no_longer_subscribed", "another_channel_subscribed"))
    end(channel, "another channel subscribed")
  }

  /** Makes room for one more: the channel that was used least recently goes, those without a socket first. */
  const makeRoom = (clientId: string, now: number): void => {
    const channels = ofClient(clientId, now)
    if (channels.length < maxChannels) return
    const idle = channels.filter(({ connection }) => connection === undefined)
    const [first, ...others] = idle.length > 0 ? idle : channels
    if (first === undefined) return
    evict(others.reduce((found, one) => (one.usedAt < found.usedAt ? one : found), first))
  }

  return {
    create: (owner, now) =>
      Effect.map(randomId, (id) => {
        makeRoom(owner.clientId, now)
        const channel: Channel = {
          id,
          owner,
          expiresAt: now + lifetimeMillis,
          usedAt: now,
          topics: new Map(),
          connection: undefined
        }
        byId.set(id, channel)
        return channel
      }),

    find: (id, now) => {
      const channel = byId.get(id)
      return channel !== undefined && live(channel, now) ? channel : undefined
    },

    ofClient,

    subscribe: (channel, topics, replace, now) => {
      if (replace) forgetAll(channel)
      for (const [id, subjects] of topics) {
        channel.topics.set(id, subjects)
        for (const subject of subjects) {
          const subscribed = bySubject.get(subject) ?? new Set()
          bySubject.set(subject, subscribed.add(channel))
        }
      }
      channel.usedAt = now
      channel.expiresAt = now + lifetimeMillis
    },

    unsubscribe: forget,

    publish: (message, now) => {
      const subscribed = bySubject.get(message.topicName.toLowerCase())
      if (subscribed === undefined) return []
      const event: Event = { message, text: JSON.stringify(message) }
      const listening = Array.from(subscribed).filter(
        (channel) => live(channel, now) && channel.connection !== undefined
      )
      for (const channel of listening) channel.connection?.sendEvent(event)
      return listening
    },

    connect: (channel, connection, now) => {
      channel.connection?.close(CloseCode.replaced, "another socket of the channel was opened")
      channel.connection = connection
      channel.usedAt = now
      sockets.add(connection)
    },

    disconnect: (channel, connection) => {
      sockets.delete(connection)
      if (channel.connection === connection) channel.connection = undefined
    },

    sockets: () => Array.from(sockets),

    evict,

    expire: (channel) => {
      channel.connection = undefined
      end(channel, "expired")
    },

    tokenRevoked: (token) => {
      for (const channel of Array.from(byId.values())) {
        if (token !== undefined && channel.owner.token !== token) continue
        channel.connection?.send(systemMessage(channel, "token_revoked", "user_tokens_revoked"))
        end(channel, "token revoked")
      }
    },

    all,

    clear: () => {
      const reason = "the sandbox was reset"
      for (const channel of Array.from(byId.values())) end(channel, reason)
      // Those whose channel has expired without notice.
      for (const socket of sockets) socket.close(CloseCode.gone, reason)
    }
  }
}
