import { assert } from "@effect/vitest"
import type { Fault } from "@genesys-presence/sandbox"

/** What a raw connection saw. */
export interface Sight {
  readonly text: string
  readonly pieces: number
  /** `open` where the connection goes on without another byte. */
  readonly ending: "closed" | "reset" | "open"
}

/** A fault, and how it looks on a connection. */
export interface FaultCase<K extends Fault.Kind> {
  readonly fault: Extract<Fault.Fault, { readonly kind: K }>
  readonly ending: Sight["ending"]
  /** How often a PATCH with the fault is carried out. */
  readonly applied: number
  readonly see: (sight: Sight) => void
  /** How long the answer takes, in milliseconds of the virtual clock. */
  readonly takes?: number
}

const split = (text: string) => {
  const [head = "", ...body] = text.split("\r\n\r\n")
  const [statusLine = "", ...headers] = head.split("\r\n")
  return {
    statusLine,
    status: Number(statusLine.split(" ")[1]),
    headers: headers.map((line) => line.toLowerCase()),
    header: (name: string) =>
      headers
        .find((line) => line.toLowerCase().startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim(),
    body: body.join("\r\n\r\n")
  }
}

/** What the operation says that is faulted in the tests: the presence with its message. */
const message = "on the wire"

const isReal = (body: string) => assert.propertyVal(JSON.parse(body), "message", message)

const sees =
  (look: (answer: ReturnType<typeof split>, sight: Sight) => void) =>
  (sight: Sight): void =>
    look(split(sight.text), sight)

const nothing = (sight: Sight) => assert.strictEqual(sight.text, "")

const announced = (answer: ReturnType<typeof split>) => Number(answer.header("content-length"))

const isHalf = sees((answer) => {
  assert.strictEqual(answer.status, 200)
  assert.isAbove(announced(answer), 0)
  assert.strictEqual(answer.body.length, Math.floor(announced(answer) / 2))
})

const isOAuthError = (error: string) =>
  sees(({ body, status }) => {
    assert.strictEqual(status, 400)
    assert.containsSubset(JSON.parse(body), { error })
  })

/** One case for each kind: a kind that is missing does not compile. */
export const faultCases: { readonly [K in Fault.Kind]: FaultCase<K> } = {
  errorStatus: {
    fault: { kind: "errorStatus", status: 429, retryAfter: "7" },
    ending: "closed",
    applied: 0,
    see: sees(({ body, header, status }) => {
      assert.strictEqual(status, 429)
      assert.strictEqual(header("retry-after"), "7")
      assert.containsSubset(JSON.parse(body), {
        status: 429,
        code: "too.many.requests.retry.after",
        contextId: header("inin-correlation-id")
      })
    })
  },
  htmlStatus: {
    fault: { kind: "htmlStatus", status: 504, applied: true },
    ending: "closed",
    applied: 1,
    see: sees(({ body, header, status }) => {
      assert.strictEqual(status, 504)
      assert.strictEqual(header("content-type"), "text/html; charset=utf-8")
      assert.match(body, /^<!DOCTYPE html>/)
    })
  },
  emptyStatus: {
    fault: { kind: "emptyStatus", status: 503, retryAfter: "soon" },
    ending: "closed",
    applied: 0,
    see: sees(({ body, header, status }) => {
      assert.strictEqual(status, 503)
      assert.strictEqual(header("retry-after"), "soon")
      assert.strictEqual(body, "")
    })
  },
  redirect: {
    fault: { kind: "redirect", status: 307, location: "http://elsewhere.invalid/" },
    ending: "closed",
    applied: 0,
    see: sees(({ header, status }) => {
      assert.strictEqual(status, 307)
      assert.strictEqual(header("location"), "http://elsewhere.invalid/")
    })
  },
  errorBodyWithSuccess: {
    fault: { kind: "errorBodyWithSuccess" },
    ending: "closed",
    applied: 0,
    see: sees(({ body, status }) => {
      assert.strictEqual(status, 200)
      assert.containsSubset(JSON.parse(body), { code: "internal.server.error", status: 500 })
    })
  },
  htmlWithSuccess: {
    fault: { kind: "htmlWithSuccess" },
    ending: "closed",
    applied: 0,
    see: sees(({ body, status }) => {
      assert.strictEqual(status, 200)
      assert.match(body, /^<!DOCTYPE html>/)
    })
  },
  emptyBodyWithSuccess: {
    fault: { kind: "emptyBodyWithSuccess" },
    ending: "closed",
    applied: 1,
    see: sees(({ body, status }) => assert.deepStrictEqual([status, body], [200, ""]))
  },
  malformedJson: {
    fault: { kind: "malformedJson" },
    ending: "closed",
    applied: 1,
    see: sees((answer) => {
      assert.strictEqual(answer.body.length, announced(answer))
      assert.throws(() => JSON.parse(answer.body), SyntaxError)
      isReal(`${answer.body}}`)
    })
  },
  wrongContentType: {
    fault: { kind: "wrongContentType", contentType: "application/xml" },
    ending: "closed",
    applied: 1,
    see: sees(({ body, header }) => {
      assert.strictEqual(header("content-type"), "application/xml")
      isReal(body)
    })
  },
  byteOrderMark: {
    fault: { kind: "byteOrderMark" },
    ending: "closed",
    applied: 1,
    see: sees((answer) => {
      assert.strictEqual(answer.body.slice(0, 3), "\u00ef\u00bb\u00bf")
      assert.strictEqual(answer.body.length, announced(answer))
      isReal(answer.body.slice(3))
    })
  },
  invalidUtf8: {
    fault: { kind: "invalidUtf8" },
    ending: "closed",
    applied: 1,
    see: sees(({ body }) => {
      assert.throws(() => new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(body, "latin1")), TypeError)
      isReal(body.replace("\u00c3", ""))
    })
  },
  hugeBody: {
    fault: { kind: "hugeBody", bytes: 2_000_000 },
    ending: "closed",
    applied: 1,
    see: sees((answer) => {
      assert.strictEqual(announced(answer), 2_000_000)
      assert.strictEqual(answer.body.length, 2_000_000)
      isReal(answer.body)
    })
  },
  delay: {
    fault: { kind: "delay", millis: 5000 },
    ending: "closed",
    applied: 1,
    takes: 5000,
    see: sees(({ body }) => isReal(body))
  },
  tokenRevoked: {
    fault: { kind: "tokenRevoked" },
    ending: "closed",
    applied: 0,
    see: sees(({ body, status }) => {
      assert.strictEqual(status, 401)
      assert.containsSubset(JSON.parse(body), { code: "bad.credentials" })
    })
  },
  duplicateDelivery: {
    fault: { kind: "duplicateDelivery" },
    ending: "closed",
    applied: 2,
    see: sees(({ body }) => isReal(body))
  },
  staleReads: {
    fault: { kind: "staleReads", reads: 2 },
    ending: "closed",
    applied: 1,
    see: sees(({ body }) => isReal(body))
  },
  resetBeforeHandling: { fault: { kind: "resetBeforeHandling" }, ending: "reset", applied: 0, see: nothing },
  resetAfterHandling: { fault: { kind: "resetAfterHandling" }, ending: "reset", applied: 1, see: nothing },
  resetInHeaders: {
    fault: { kind: "resetInHeaders" },
    ending: "reset",
    applied: 1,
    see: ({ text }) => {
      assert.match(text, /^HTTP\/1\.1 200 /)
      assert.notInclude(text, "\r\n\r\n")
    }
  },
  resetInBody: { fault: { kind: "resetInBody" }, ending: "reset", applied: 1, see: isHalf },
  resetAfterBody: {
    fault: { kind: "resetAfterBody" },
    ending: "reset",
    applied: 1,
    see: sees((answer) => {
      assert.strictEqual(answer.body.length, announced(answer))
      isReal(answer.body)
    })
  },
  closedWithoutAnswer: {
    fault: { kind: "closedWithoutAnswer", applied: true },
    ending: "closed",
    applied: 1,
    see: nothing
  },
  noAnswer: { fault: { kind: "noAnswer" }, ending: "open", applied: 0, see: nothing },
  truncatedBody: { fault: { kind: "truncatedBody" }, ending: "closed", applied: 1, see: isHalf },
  stalledBody: { fault: { kind: "stalledBody" }, ending: "open", applied: 1, see: isHalf },
  singleBytes: {
    fault: { kind: "singleBytes" },
    ending: "closed",
    applied: 1,
    see: sees(({ body }, { pieces, text }) => {
      isReal(body)
      // A busy machine joins a few.
      assert.isAbove(pieces, text.length / 2)
    })
  },
  slowBody: {
    fault: { kind: "slowBody", bytesPerSecond: 100 },
    ending: "closed",
    applied: 1,
    takes: 1000,
    see: sees(({ body }, { pieces }) => {
      isReal(body)
      assert.strictEqual(pieces, 1 + Math.ceil(body.length / 10))
    })
  },
  notHttp: {
    fault: { kind: "notHttp" },
    ending: "closed",
    applied: 0,
    see: ({ text }) => {
      assert.isAbove(text.length, 0)
      assert.notMatch(text, /^HTTP/)
    }
  },
  wrongChunks: {
    fault: { kind: "wrongChunks" },
    ending: "closed",
    applied: 1,
    see: sees(({ body, header }) => {
      assert.strictEqual(header("transfer-encoding"), "chunked")
      assert.isUndefined(header("content-length"))
      assert.isNaN(Number.parseInt(body, 16))
    })
  },
  duplicateContentLength: {
    fault: { kind: "duplicateContentLength" },
    ending: "closed",
    applied: 1,
    see: sees(({ body, headers }) => {
      const lengths = headers.filter((line) => line.startsWith("content-length:"))
      assert.deepStrictEqual(lengths, [`content-length: ${body.length}`, `content-length: ${body.length + 1}`])
      isReal(body)
    })
  },
  informationalAnswers: {
    fault: { kind: "informationalAnswers", statuses: [103, 103] },
    ending: "closed",
    applied: 1,
    see: ({ text }) => {
      const [first, second, ...real] = text.split("\r\n\r\n")
      assert.match(first ?? "", /^HTTP\/1\.1 103 /)
      assert.match(second ?? "", /^HTTP\/1\.1 103 /)
      isReal(split(real.join("\r\n\r\n")).body)
    }
  },
  invalidClient: {
    fault: { kind: "invalidClient" },
    ending: "closed",
    applied: 0,
    see: isOAuthError("invalid_client")
  },
  tokenRateLimited: {
    fault: { kind: "tokenRateLimited" },
    ending: "closed",
    applied: 0,
    see: sees(({ body, status }) => {
      assert.strictEqual(status, 400)
      assert.propertyVal(JSON.parse(body), "error", "invalid_request")
      assert.match(body, /"error_description":"rate limit exceeded; /)
    })
  },
  malformedToken: {
    fault: { kind: "malformedToken" },
    ending: "closed",
    applied: 0,
    see: sees(({ body, status }) => {
      assert.strictEqual(status, 200)
      assert.notProperty(JSON.parse(body), "access_token")
    })
  },
  shortLivedToken: {
    fault: { kind: "shortLivedToken", expiresIn: 60 },
    ending: "closed",
    applied: 0,
    see: sees(({ body, status }) => {
      assert.strictEqual(status, 200)
      assert.propertyVal(JSON.parse(body), "expires_in", 60)
    })
  }
}

/** The body of the PATCH that is faulted. */
export const faultedBody = JSON.stringify({ message })

/** The form of the token request that is faulted. */
export const faultedForm = "grant_type=client_credentials"
