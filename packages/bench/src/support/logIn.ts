/** A token of the sandbox's default client. */
export const logIn = async (baseUrl: string): Promise<string> => {
  const form = {
    grant_type: "client_credentials",
    client_id: "00000006-0000-4000-8000-000000000001",
    client_secret: "sandbox-secret"
  }
  const response = await fetch(`${baseUrl}/oauth/token`, { method: "POST", body: new URLSearchParams(form) })
  const body: unknown = await response.json()
  if (typeof body === "object" && body !== null && "access_token" in body && typeof body.access_token === "string") {
    return body.access_token
  }
  throw new Error(`${baseUrl} gave no token but ${response.status} ${JSON.stringify(body)}`)
}
