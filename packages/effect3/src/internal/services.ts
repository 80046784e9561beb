import * as HttpClient3 from "@effect/platform/HttpClient"
import * as Context3 from "effect/Context"
import * as Context4 from "effect4/Context"
import * as Option4 from "effect4/Option"
import { HttpExchange } from "@genesys-presence/client/HttpExchange"
import * as HttpExchange3 from "./httpExchange.ts"

/** From one version to the other. */
export interface Conversions {
  readonly to3: (value: unknown) => unknown
  readonly to4: (value: unknown) => unknown
}

type Key = Context4.Key<unknown, unknown>
type Tag = Context3.Tag<unknown, unknown>

const tags = new Map<unknown, Tag>()

/** Makes a tag stand for a key of the client. */
export const pair = (key: unknown, tag: unknown): void => {
  tags.set(key, tag as Tag) // the caller has just made it
}

/** The tag of Effect 3 for a key of the client. */
export const tagOf = (key: unknown): Tag | undefined => tags.get(key)

const exchanges = new WeakMap<HttpClient3.HttpClient, HttpExchange["Service"]>()

/** What exchanges over a client; made once for each. */
const exchangeOver = (client: HttpClient3.HttpClient): HttpExchange["Service"] => {
  const known = exchanges.get(client)
  if (known !== undefined) return known
  const made = { start: HttpExchange3.make(client) }
  exchanges.set(client, made)
  return made
}

/** The services of the client in a context of Effect 3, and what exchanges over its `HttpClient`. */
export const servicesIn4 = (context: Context3.Context<never>, { to4 }: Conversions): Context4.Context<never> => {
  let services: Context4.Context<never> = Context4.empty()
  for (const [key, tag] of tags) {
    const found = context.unsafeMap.get(tag.key)
    if (found !== undefined) services = Context4.add(services, key as Key, to4(found)) as Context4.Context<never> // of some service
  }
  const client: unknown = context.unsafeMap.get(HttpClient3.HttpClient.key)
  if (client === undefined) return services
  return Context4.add(services, HttpExchange, exchangeOver(client as HttpClient3.HttpClient)) // what is under its key
}

/** The services of the client in a context of Effect 4. */
export const servicesIn3 = (context: Context4.Context<never>, { to3 }: Conversions): Context3.Context<never> => {
  let services: Context3.Context<never> = Context3.empty()
  for (const [key, tag] of tags) {
    const found = Context4.getOption(context as Context4.Context<unknown>, key as Key) // looked for, whether there or not
    if (Option4.isSome(found)) services = Context3.add(services, tag, to3(found.value)) as Context3.Context<never> // as above
  }
  return services
}
