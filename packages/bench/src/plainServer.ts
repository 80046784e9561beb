/** A bare server of Node that gives one answer to everything: what any server in this runtime costs at least. */
import { createServer, type Server } from "node:http"

export interface Fixed {
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** Listens on a free port, which it returns. */
export const listen = ({ body, headers }: Fixed): Promise<{ readonly port: number; readonly server: Server }> =>
  new Promise((resolve) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, headers)
      response.end(body)
    })
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      resolve({ port: typeof address === "object" && address !== null ? address.port : 0, server })
    })
  })
