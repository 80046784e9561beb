import type { HttpExchangeFailure } from "../../HttpExchange.ts"

type Known = Pick<HttpExchangeFailure, "reason" | "sent">

/** Codes of Node, undici and Bun. `sent` is `no` for those that come before the first byte of a request. */
const byCode: Readonly<Record<string, Known>> = {
  ECONNREFUSED: { reason: "ConnectionRefused", sent: "no" },
  ConnectionRefused: { reason: "ConnectionRefused", sent: "no" },
  ENOTFOUND: { reason: "HostNotFound", sent: "no" },
  EAI_AGAIN: { reason: "HostNotFound", sent: "no" },
  EHOSTUNREACH: { reason: "HostUnreachable", sent: "no" },
  ENETUNREACH: { reason: "HostUnreachable", sent: "no" },
  EADDRNOTAVAIL: { reason: "HostUnreachable", sent: "no" },
  UND_ERR_CONNECT_TIMEOUT: { reason: "ConnectTimeout", sent: "no" },
  ECONNRESET: { reason: "ConnectionLost", sent: "unknown" },
  ConnectionClosed: { reason: "ConnectionLost", sent: "unknown" },
  EPIPE: { reason: "ConnectionLost", sent: "unknown" },
  ETIMEDOUT: { reason: "ConnectionLost", sent: "unknown" },
  UND_ERR_SOCKET: { reason: "ConnectionLost", sent: "unknown" },
  UND_ERR_HEADERS_TIMEOUT: { reason: "ConnectionLost", sent: "unknown" },
  UND_ERR_BODY_TIMEOUT: { reason: "ConnectionLost", sent: "unknown" }
}

/** TLS is agreed on before a request is written. */
const isTlsCode = (code: string): boolean =>
  code.startsWith("ERR_TLS") ||
  code.startsWith("ERR_SSL") ||
  code.includes("CERT") ||
  code === "EPROTO" ||
  code === "UNABLE_TO_VERIFY_LEAF_SIGNATURE"

/** A code is a name in capitals; anything else may be a text that quotes the request. */
const codeOf = (cause: unknown): string | undefined => {
  if (typeof cause !== "object" || cause === null || !("code" in cause)) return undefined
  return typeof cause.code === "string" && /^[A-Za-z_]{1,64}$/.test(cause.code) ? cause.code : undefined
}

/** How far down a chain of causes the code is looked for: runtimes wrap once or twice. */
const maxCauses = 5

/** Reads what is known from the error of a runtime. */
export const fromCause = (error: unknown): HttpExchangeFailure => {
  let cause = error
  for (let depth = 0; depth < maxCauses && cause !== undefined && cause !== null; depth++) {
    const code = codeOf(cause)
    if (code !== undefined) {
      const known = byCode[code]
      if (known !== undefined) return { ...known, code }
      if (isTlsCode(code)) return { reason: "TlsFailure", code, sent: "no" }
    }
    cause = typeof cause === "object" && "cause" in cause ? cause.cause : undefined
  }
  const code = codeOf(error)
  return { reason: "Unknown", ...(code !== undefined && { code }), sent: "unknown" }
}
