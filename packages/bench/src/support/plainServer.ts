/** A bare server of Node that gives one answer to everything: what any server in this runtime costs at least. */
import { createServer, type Server } from "node:http"
import { join } from "node:path"
import { run, type Running } from "./programs.ts"

export interface Fixed {
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** Listens on a free port of this process, which it returns. */
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

/** Starts the server in a process of its own. */
export const startPlainServer = (fixed: Fixed): Promise<Running> =>
  run([join(import.meta.dirname, "plainServerProgram.ts"), JSON.stringify(fixed)])
