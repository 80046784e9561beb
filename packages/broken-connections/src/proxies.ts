import { Effect } from "effect"
import { onFirstBytes, onRequest, serve } from "./serve.ts"
import type { Broken, Group, Way } from "./way.ts"

/** What the proxy gets is a request for a tunnel, and never one for the service. */
const behind = (proxy: Broken): Broken => ({
  url: "https://api.example.com",
  received: () => 0,
  bytes: () => 0,
  proxy: proxy.url
})

const refusing = (status: number, reason: string): Way => ({
  what: `a proxy refuses the tunnel with ${status}`,
  open: Effect.map(
    serve(
      onRequest((socket) => socket.end(`HTTP/1.1 ${status} ${reason}\r\ncontent-length: 0\r\n\r\n`)),
      "http"
    ),
    behind
  ),
  said: { reason: "ConnectionRefused", sent: "no" }
})

const noTunnel = { to: "an HttpClient", since: "the error is that of any lost connection" } as const

/** A proxy is in between. */
export const proxies: Group = {
  title: "Through a proxy",
  ways: [
    refusing(407, "Proxy Authentication Required"),
    refusing(403, "Forbidden"),
    refusing(502, "Bad Gateway"),
    {
      what: "a proxy closes the connection instead of making the tunnel",
      open: Effect.map(
        serve(
          onFirstBytes((socket) => socket.end()),
          "http"
        ),
        behind
      ),
      unclear: noTunnel
    },
    {
      what: "a proxy resets the connection instead of making the tunnel",
      open: Effect.map(
        serve(
          onFirstBytes((socket) => socket.resetAndDestroy()),
          "http"
        ),
        behind
      ),
      unclear: noTunnel
    },
    {
      what: "a proxy makes the tunnel and closes it in the handshake",
      open: Effect.map(
        serve(
          onRequest((socket) => {
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n")
            socket.once("data", () => socket.end())
          }),
          "http"
        ),
        behind
      ),
      said: { sent: "no" }
    },
    {
      what: "a proxy cannot be reached",
      open: Effect.succeed({ ...behind({ url: "http://127.0.0.1:1", received: () => 0, bytes: () => 0 }) }),
      said: { reason: "ConnectionRefused", sent: "no" }
    }
  ]
}
