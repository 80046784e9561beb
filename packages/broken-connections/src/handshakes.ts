import type { Socket } from "node:net"
import { type Breaking, certificate, onFirstBytes, overTls, serve } from "./serve.ts"
import { type Group, lost, type Way } from "./way.ts"

const over = (what: string, breaking: Breaking, rest: Omit<Way, "what" | "open"> = {}): Way => ({
  what,
  open: serve(breaking, "https"),
  ...rest
})

const notTrusted = { said: { reason: "TlsFailure", sent: "no" } } as const

/** Over TLS 1.3 an alert about the client may come after its request. */
const alerted = {
  said: { reason: "TlsFailure" },
  unclear: { to: "an HttpClient", since: "an alert may come after the request as well" }
} as const

const broken = {
  unclear: { to: "an HttpClient", since: "the error is that of any lost connection" }
} as const

const answered = (socket: Socket) =>
  socket.end("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}")

/** A record of TLS with an alert that ends the connection. */
const alert = (code: number) => Buffer.from([21, 3, 3, 0, 2, 2, code])

/** TLS is not agreed on, or breaks. */
export const handshakes: Group = {
  title: "TLS",
  ways: [
    over(
      "the handshake is closed",
      onFirstBytes((socket) => socket.end()),
      {
        said: { reason: "ConnectionLost", sent: "no" }
      }
    ),
    over(
      "the handshake is reset",
      onFirstBytes((socket) => socket.resetAndDestroy()),
      {
        said: { reason: "ConnectionLost" },
        ...broken
      }
    ),
    over(
      "the handshake is not answered",
      onFirstBytes(() => undefined),
      { isSilent: true }
    ),
    over(
      "the handshake is answered with garbage",
      onFirstBytes((socket) => socket.end("\u0000garbage".repeat(50))),
      {
        ...alerted
      }
    ),
    over(
      "the handshake is cut",
      onFirstBytes((socket) => socket.end(Buffer.from([22, 3, 3, 0, 80, 2, 0]))),
      broken
    ),
    over(
      "the host does not know its name",
      onFirstBytes((socket) => socket.end(alert(112))),
      alerted
    ),
    over(
      "the host has an internal error",
      onFirstBytes((socket) => socket.end(alert(80))),
      alerted
    ),
    over(
      "the port speaks http",
      onFirstBytes((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
      alerted
    ),
    over("the certificate has expired", overTls(certificate("expired"), answered), notTrusted),
    over("the certificate is for another host", overTls(certificate("wrong-host"), answered), notTrusted),
    over("the certificate is self-signed", overTls(certificate("self-signed"), answered), notTrusted),
    over("the issuer is unknown", overTls(certificate("unknown-issuer"), answered), notTrusted),
    over(
      "TLS 1.1 is the newest version",
      overTls(
        { ...certificate("good"), minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
        answered
      ),
      alerted
    ),
    over(
      "no cipher is shared",
      overTls({ ...certificate("good"), maxVersion: "TLSv1.2", ciphers: "AES128-SHA256" }, answered),
      alerted
    ),
    over(
      "a client certificate is wanted (TLS 1.2)",
      overTls({ ...certificate("good"), maxVersion: "TLSv1.2", requestCert: true }, answered),
      alerted
    ),
    over(
      "a client certificate is wanted (TLS 1.3)",
      overTls({ ...certificate("good"), minVersion: "TLSv1.3", requestCert: true }, answered),
      { said: lost, unclear: { to: "all", since: "the request is written before the server looks at the certificate" } }
    ),
    over(
      "it is closed without an answer, over TLS",
      overTls(certificate("good"), (socket) => socket.destroy()),
      {
        said: lost
      }
    ),
    over(
      "it is reset without an answer, over TLS",
      overTls(certificate("good"), (_socket, raw) => raw.resetAndDestroy()),
      {
        said: lost
      }
    ),
    over(
      "TLS breaks in the answer",
      overTls(certificate("good"), (socket, raw) =>
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", () =>
          raw.write(Buffer.from([23, 3, 3, 0, 32, ...Array.from({ length: 32 }, () => 7)]))
        )
      ),
      // undici does not see a record that cannot be read.
      { said: lost, isSilent: true }
    ),
    over(
      "an alert is sent in place of the answer",
      overTls(certificate("good"), (_socket, raw) => raw.end(alert(80))),
      {
        said: lost
      }
    ),
    {
      what: "the port speaks TLS, and the client http",
      open: serve(overTls(certificate("good"), answered), "http"),
      said: lost,
      unclear: { to: "all", since: "the bytes of the request arrive, as no request" }
    }
  ]
}
