/** A server on this machine that answers every request in one way, and keeps what came. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

export interface Came {
  readonly method: string
  readonly path: string
  readonly authorization: string
  readonly body: string
}

export interface HostileService extends AsyncDisposable {
  readonly baseUrl: string
  readonly came: ReadonlyArray<Came>
}

export type Behaviour = (response: ServerResponse, request: IncomingMessage) => void

export const hostileService = async (behaviour: Behaviour, host = "127.0.0.1"): Promise<HostileService> => {
  const came: Array<Came> = []
  const server = createServer((request, response) => {
    const chunks: Array<Uint8Array> = []
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk))
    request.on("end", () => {
      came.push({
        method: request.method ?? "",
        path: request.url ?? "",
        authorization: request.headers.authorization ?? "",
        body: Buffer.concat(chunks).toString()
      })
      behaviour(response, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo // the shape for a server on a port
  return {
    baseUrl: `http://${host}:${port}`,
    came,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

const json = { "content-type": "application/json" }

/** Answers with this status and body. */
export const answers =
  (status: number, body: string | Uint8Array, headers: Readonly<Record<string, string>> = json): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end(body)
