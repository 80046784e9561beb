import { Context, Effect, Layer } from "effect"
import { spawn } from "node:child_process"
import { pathToFileURL } from "node:url"

interface Message {
  readonly id?: number
  readonly method?: string
  readonly result?: { readonly contents?: { readonly value?: string } } | null
}

/** The messages of a stream of the Language Server Protocol: a header with a length, and JSON. */
const messagesOf = (onMessage: (message: Message) => void) => {
  let buffer = Buffer.alloc(0)
  return (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const end = buffer.indexOf("\r\n\r\n")
      const length = /Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(end, 0)).toString())?.[1]
      if (end < 0 || length === undefined || buffer.length < end + 4 + Number(length)) return
      onMessage(JSON.parse(buffer.subarray(end + 4, end + 4 + Number(length)).toString()) as Message) // by the protocol
      buffer = buffer.subarray(end + 4 + Number(length))
    }
  }
}

/** The language server of the compiler, as an editor drives it. */
export class LanguageServer extends Context.Service<
  LanguageServer,
  {
    /** Opens a text as a module of this package. */
    readonly open: (text: string) => Effect.Effect<{
      /** The markdown that an editor shows at a place; both counted from 0. */
      readonly hover: (line: number, character: number) => Effect.Effect<string>
    }>
  }
>()("test/LanguageServer") {
  static readonly layer = Layer.effect(
    LanguageServer,
    Effect.gen(function* () {
      const root = new URL("../../../../", import.meta.url)
      const child = yield* Effect.acquireRelease(
        Effect.sync(() => spawn(new URL("node_modules/.bin/tsc", root).pathname, ["--lsp", "--stdio"])),
        (running) => Effect.sync(() => running.kill())
      )
      const waiting = new Map<number, (message: Message) => void>()
      const send = (message: object) => {
        const json = JSON.stringify({ jsonrpc: "2.0", ...message })
        child.stdin.write(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`)
      }
      child.stdout.on(
        "data",
        messagesOf((message) => {
          if (message.id === undefined) return
          // The server asks for settings, too; an editor without any answers with nothing.
          if (message.method === undefined) waiting.get(message.id)?.(message)
          else send({ id: message.id, result: null })
        })
      )
      let lastId = 0
      const request = (method: string, params: object) =>
        Effect.callback<Message>((resume) => {
          lastId += 1
          waiting.set(lastId, (message) => resume(Effect.succeed(message)))
          send({ id: lastId, method, params })
        })
      yield* request("initialize", { processId: null, rootUri: root.href, capabilities: {} })
      send({ method: "initialized", params: {} })

      return LanguageServer.of({
        open: (text) =>
          Effect.sync(() => {
            const uri = pathToFileURL(new URL("../opened-in-the-editor.ts", import.meta.url).pathname).href
            send({
              method: "textDocument/didOpen",
              params: { textDocument: { uri, languageId: "typescript", version: 1, text } }
            })
            return {
              hover: (line, character) =>
                Effect.map(
                  request("textDocument/hover", { textDocument: { uri }, position: { line, character } }),
                  (message) => message.result?.contents?.value ?? ""
                )
            }
          })
      })
    })
  )
}
