/** What both programs send and compare with. */
export const baseUrl = process.env["BASE_URL"] ?? ""

export const credentials = {
  clientId: process.env["CLIENT_ID"] ?? "",
  clientSecret: process.env["CLIENT_SECRET"] ?? ""
}

export const ada = "00000001-0000-4000-8000-000000000001"
export const bruno = "00000001-0000-4000-8000-000000000002"
export const busy = "31fe3bac-dea6-44b7-bed7-47f91660a1a0"

/** What is wrong with a value would otherwise be a stack without a word. */
export const equal = <A>(what: string, actual: A, expected: A): void => {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`)
  }
}

/** The value of an answer that must have one. */
export const present = <A>(what: string, value: A | undefined | null): A => {
  if (value === undefined || value === null) throw new Error(`${what} is missing`)
  return value
}
