const needsToken =
  "The sandbox wants its token: open this page with the address that the sandbox printed, which ends with #token= and the token."

const noContent = 204
const unauthorized = 401

/** The sandbox refused a request of the page. */
export class RefusedError extends Error {
  constructor(status, { issues = [], message = `The sandbox answered with status ${status}` }) {
    super(status === unauthorized ? needsToken : message)
    this.needsToken = status === unauthorized
    this.issues = issues
  }
}

/** The sandbox did not answer. */
export class UnreachableError extends Error {
  constructor() {
    super("The sandbox does not answer. Is it still running?")
  }
}

/** A sandbox that others than this machine can reach gives its page a token: in the fragment, which no server sees. */
const token = () => new URLSearchParams(location.hash.slice(1)).get("token")

/** What the sandbox says of its refusal: a message, and the issues of single fields. */
const refusalOf = async (response) => {
  try {
    return await response.json()
  } catch {
    return {}
  }
}

/** The page of a scope is at `/scopes/{name}/`, and switches that scope. */
const base = location.pathname.replace(/\/$/, "")

const send = async (path, init) => {
  try {
    return await fetch(`${base}/control${path}`, init)
  } catch {
    throw new UnreachableError()
  }
}

/**
 * Sends a request to the control endpoint and reads the answer, which may be empty. Fails with a {@link RefusedError} or
 * an {@link UnreachableError}, whose messages are for the reader of the page.
 */
export const control = async (method, path, body, signal) => {
  const headers = { "content-type": "application/json" }
  const given = token()
  if (given !== null) headers.authorization = `Bearer ${given}`
  const response = await send(path, {
    method,
    headers,
    cache: "no-store",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal })
  })
  if (!response.ok) throw new RefusedError(response.status, await refusalOf(response))
  return response.status === noContent ? undefined : response.json()
}
