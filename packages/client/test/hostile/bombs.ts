import { assert } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { execFile } from "node:child_process"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib"
import { longRun } from "./longRun.ts"
import type { Attack } from "./attack.ts"

const megabyte = 1024 * 1024

/** The most that a bomb may take, and that errors may keep. */
const limit = 32 * megabyte

const megabytes = longRun(24, 200)

/** Made once: it takes longer than to defuse them. */
let made: ReturnType<typeof makeBombs> | undefined

const makeBombs = () => {
  const zeros = Buffer.alloc(megabytes * megabyte, "0")
  const gzip = gzipSync(zeros, { level: 1 })
  const br = brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
  return {
    gzip: ["gzip", gzip],
    deflate: ["deflate", deflateSync(zeros, { level: 1 })],
    "raw-deflate": ["deflate", deflateRawSync(zeros, { level: 1 })],
    br: ["br", br],
    zstd: ["zstd", zstdCompressSync(zeros)],
    "gzip-twice": ["gzip, gzip", gzipSync(gzip)],
    "all-five": ["br, gzip, deflate, zstd, gzip", gzipSync(zstdCompressSync(deflateSync(gzipSync(br))))]
  } as const
}

const isBomb = (name: string, bombs: ReturnType<typeof makeBombs>): name is keyof typeof bombs =>
  Object.hasOwn(bombs, name)

/** A server of bombs by the name that stands in the path, with the status behind it. */
const bombServer = Effect.acquireRelease(
  Effect.callback<ReturnType<typeof createServer>>((resume) => {
    const bombs = (made ??= makeBombs())
    const page = Buffer.alloc(megabyte, "<p>")
    const listening = createServer((request, response) => {
      const [name = "", detail] = decodeURIComponent(request.url?.split("/")[4] ?? "").split(":")
      if (isBomb(name, bombs)) {
        const [encoding, bytes] = bombs[name]
        const headers = {
          "content-type": "application/json",
          "content-encoding": encoding,
          "content-length": bytes.byteLength
        }
        response.writeHead(Number(detail ?? 200), headers).end(bytes)
      } else if (name === "plain") {
        response.writeHead(200)
        response.write(page)
        response.on("drain", () => response.write(page))
      } else if (name === "drip") {
        const piece = "1\r\nx\r\n".repeat(1000)
        request.socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n")
        // Node's own client keeps a list of the pieces that it has read.
        const chunks = request.headers.connection === "close" ? 100_000 : 400_000
        for (let sent = 0; sent < chunks; sent += 1000) request.socket.write(piece)
        request.socket.end("0\r\n\r\n")
      } else if (name === "page") response.writeHead(502, { "content-type": "text/html" }).end(page)
      else response.writeHead(200, { "content-type": "application/json" }).end("{}")
    }).listen(0, "127.0.0.1", () => resume(Effect.succeed(listening)))
  }),
  (listening) =>
    Effect.sync(() => {
      listening.closeAllConnections()
      listening.close()
    })
)

const Report = Schema.Struct({
  tags: Schema.Record(Schema.String, Schema.String),
  grown: Schema.Finite,
  kept: Schema.Finite
})

const program = fileURLToPath(new URL("bombProgram.ts", import.meta.url))

export const bombs: ReadonlyArray<Attack & { readonly path: string }> = [
  { name: "a gzip bomb", source: "CWE-409, CVE-2025-66471", path: "gzip" },
  { name: "a gzip bomb in an error", source: "CWE-409, CVE-2026-21441", path: "gzip:503" },
  { name: "a deflate bomb", source: "CWE-409", path: "deflate" },
  { name: "a raw deflate bomb", source: "CWE-409", path: "raw-deflate" },
  { name: "a Brotli bomb", source: "CVE-2024-22025", path: "br" },
  { name: "a zstd bomb", source: "CWE-409", path: "zstd" },
  { name: "a gzip bomb in gzip", source: "CVE-2025-66418", path: "gzip-twice" },
  { name: "a bomb in five codings", source: "CVE-2026-22036", path: "all-five" },
  { name: "a body without end", source: "CWE-400", path: "plain" },
  { name: "400,000 chunks of one byte", source: "CVE-2024-22019", path: "drip" }
].map((bomb) => ({ ...bomb, shown: "a typed error; less than 32 MB of memory more" }))

export const keptErrors: Attack = {
  name: "forty errors with pages of a megabyte, all kept",
  source: "CWE-401",
  shown: "each keeps 2,000 characters, not the page"
}

/** What became of the bombs over a transport. */
export const detonate = Effect.fnUntraced(function* (transport: string) {
  const server = yield* bombServer
  const { port } = server.address() as AddressInfo // the shape for a server on a port
  const paths = bombs.map(({ path }) => path).join(",")
  const { stdout } = yield* Effect.promise(() =>
    promisify(execFile)(process.execPath, ["--expose-gc", program, transport, `http://127.0.0.1:${port}`, paths])
  )
  const report = yield* Schema.decodeUnknownEffect(Schema.fromJsonString(Report))(stdout)
  return report
})

export const assertSmall = (bytes: number) => assert.isBelow(bytes, limit)
