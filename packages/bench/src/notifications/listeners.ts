/** The channels that the load fills, each with a socket, and what came over them. */
const topicsOfChannel = 1000

/** What came, by the user's id and the message of the presence, which is the number of the change. */
export interface Received {
  readonly userId: string
  readonly number: number
  readonly at: number
}

export interface Listeners {
  readonly received: ReadonlyArray<Received>
  /** Resolves when as many have come as were expected, or after the given time without any. */
  readonly settled: (expected: number, patienceMillis: number) => Promise<void>
  readonly close: () => void
}

const userIdOf = /^v2\.users\.(.+)\.presence$/

const listenTo = async (connectUri: string, onEvent: (event: Received) => void): Promise<WebSocket> => {
  const socket = new WebSocket(connectUri)
  socket.addEventListener("message", ({ data }) => {
    const at = performance.now()
    // What the sandbox sends; a heartbeat has no user.
    const { eventBody, topicName } = JSON.parse(String(data)) as {
      readonly topicName: string
      readonly eventBody: { readonly message: string }
    }
    const userId = userIdOf.exec(topicName)?.[1]
    if (userId !== undefined) onEvent({ userId, number: Number(eventBody.message), at })
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true })
    socket.addEventListener("error", reject, { once: true })
  })
  return socket
}

/** Subscribes channels of 1,000 topics to the presence of all users, and listens to them. */
export const listenToAll = async (
  baseUrl: string,
  token: string,
  userIds: ReadonlyArray<string>
): Promise<Listeners> => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  const channels = `${baseUrl}/api/v2/notifications/channels`
  const received: Array<Received> = []
  const sockets: Array<WebSocket> = []
  for (let start = 0; start < userIds.length; start += topicsOfChannel) {
    // oxlint-disable-next-line no-await-in-loop -- a channel after the other, as one client makes them
    const created = await fetch(channels, { method: "POST", headers })
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { connectUri, id } = (await created.json()) as { readonly connectUri: string; readonly id: string }
    const topics = userIds
      .slice(start, start + topicsOfChannel)
      .map((userId) => ({ id: `v2.users.${userId}.presence` }))
    // oxlint-disable-next-line no-await-in-loop -- as above
    const subscribed = await fetch(`${channels}/${id}/subscriptions`, {
      method: "PUT",
      headers,
      body: JSON.stringify(topics)
    })
    if (!subscribed.ok) throw new Error(`the channel is not subscribed: ${subscribed.status}`)
    // oxlint-disable-next-line no-await-in-loop -- as above
    sockets.push(await listenTo(connectUri, (event) => received.push(event)))
  }
  return {
    received,
    settled: async (expected, patienceMillis) => {
      let seen = -1
      while (received.length < expected && seen !== received.length) {
        seen = received.length
        // oxlint-disable-next-line no-await-in-loop -- it waits for what comes
        await new Promise((resolve) => setTimeout(resolve, patienceMillis))
      }
    },
    close: () => {
      for (const socket of sockets) socket.close()
    }
  }
}
