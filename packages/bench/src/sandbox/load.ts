/**
 * Sends one GET request over and over, on sixteen connections that stay open, and counts the answers.
 *
 * It writes to the sockets itself: a client that costs as much as a bare server would hide how much more another one
 * costs.
 */
import { connect, type Socket } from "node:net"

const concurrency = 16

export interface Target {
  readonly port: number
  readonly path: string
  readonly token: string
}

const endOfHead = "\r\n\r\n"

/** How many bytes the first answer of the text has; `undefined` while its head is not complete. */
const lengthOfAnswer = (text: string): number | undefined => {
  const head = text.indexOf(endOfHead)
  if (head === -1) return undefined
  if (!text.startsWith("HTTP/1.1 200 ")) throw new Error(text.slice(0, head))
  const [, length = "0"] = /\r\ncontent-length: (\d+)\r\n/i.exec(text.slice(0, head + 2)) ?? []
  return head + endOfHead.length + Number(length)
}

const open = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket))
    socket.once("error", reject)
  })

/** One connection: a request, its answer, the next request, until `until` says so. How many were answered. */
const converse = async ({ path, port, token }: Target, until: () => boolean): Promise<number> => {
  const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n\r\n`
  const socket = await open(port)
  return new Promise((resolve, reject) => {
    let answers = 0
    let received = ""
    socket.setEncoding("latin1")
    socket.on("error", reject)
    socket.on("close", () => resolve(answers))
    socket.on("data", (text: string) => {
      received += text
      try {
        const length = lengthOfAnswer(received)
        if (length === undefined || received.length < length) return
        received = received.slice(length)
      } catch (error) {
        socket.destroy()
        reject(error)
        return
      }
      answers++
      if (until()) socket.destroy()
      else socket.write(request)
    })
    socket.write(request)
  })
}

/** How many requests a second the server answered during the given time. */
export const throughput = async (target: Target, milliseconds: number): Promise<number> => {
  const start = performance.now()
  const until = () => performance.now() - start >= milliseconds
  const answers = await Promise.all(Array.from({ length: concurrency }, () => converse(target, until)))
  return (answers.reduce((sum, count) => sum + count, 0) * 1000) / (performance.now() - start)
}
