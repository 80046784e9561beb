/** The version of this package. Not every bundler can import package.json; a test compares the two. */
const version = "0.1.0"

/** The name and the version of the runtime; `undefined` where it does not say. Bun and Deno also claim to be Node. */
const runtimeOf = (): string | undefined => {
  // What Node, Bun and Deno have there. Bundlers leave a part of it, or nothing.
  const { process } = globalThis as { process?: { versions?: Readonly<Record<string, string>> } }
  const name = ["bun", "deno", "node"].find((each) => process?.versions?.[each] !== undefined)
  return name && `${name}/${process?.versions?.[name]}`
}

/**
 * The header that says who sends a request; none for `false`.
 *
 * A browser gets none: some ignore it, and others send a preflight request for it, which a service may refuse.
 */
export const userAgentHeader = (userAgent: string | false | undefined): Readonly<Record<string, string>> => {
  const runtime = runtimeOf()
  const isBrowser = runtime === undefined && "location" in globalThis
  if (userAgent === false || isBrowser) return {}
  return {
    "user-agent": userAgent ?? `genesys-presence-effect/${version}${runtime === undefined ? "" : ` ${runtime}`}`
  }
}
