import { byId, copyOf, makeList, setAttribute, setText, setTime } from "./dom.js"

const countWords = (count, word) => `${count.toLocaleString("en-GB")} ${word}${count === 1 ? "" : "s"}`

const showTopics = (list, { shown, total }) => {
  const rest = total - shown.length
  const texts = rest === 0 ? shown : [...shown, `and ${countWords(rest, "other")}`]
  while (list.childElementCount > texts.length) list.lastElementChild.remove()
  for (const [index, text] of texts.entries()) {
    setText(list.children[index] ?? list.appendChild(document.createElement("li")), text)
  }
}

const show = makeList({
  parent: byId("channels"),
  keyOf: ({ id }) => id,
  make: () => copyOf("channel-row"),
  update: ({ parts }, { clientId, connected, expires, id, topics }) => {
    setText(parts.id, id)
    setText(parts.connected, connected ? "listening" : "no socket")
    setAttribute(parts.connected, "data-class", connected ? "2" : "3")
    setText(parts.client, clientId)
    setTime(parts.expires, expires)
    setText(parts.count, countWords(topics.total, "topic"))
    showTopics(parts.topics, topics)
  }
})

/** Shows the channels of all clients. */
export const showChannels = (channels) => {
  show(channels)
  setText(byId("channels-count"), channels.length === 0 ? "" : String(channels.length))
  byId("channels-empty").hidden = channels.length > 0
}

const showList = makeList({
  parent: byId("events"),
  keyOf: ({ key }) => key,
  make: () => copyOf("event-row"),
  update: ({ parts }, { at, channelId, topicName }) => {
    setTime(parts.at, at)
    setText(parts.topic, topicName)
    setText(parts.channel, channelId)
  }
})

/** Shows the last events. Two of one channel, topic and moment are told apart by their number. */
export const showEvents = (events) => {
  const counts = new Map()
  const keyed = events.toReversed().map((event) => {
    const same = `${event.channelId} ${event.topicName} ${event.at}`
    const count = (counts.get(same) ?? 0) + 1
    counts.set(same, count)
    return { ...event, key: `${same} ${count}` }
  })
  showList(keyed.toReversed())
  byId("events-card").hidden = events.length === 0
}
