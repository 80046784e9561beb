/** How much of a body an error keeps, in characters. */
export const maxErrorText = 2000

/** A character takes at most four bytes. */
export const maxErrorBytes: number = 4 * maxErrorText

/** Longer than any body that the service writes about an error. */
const maxLooked = 64 * 1024

/** What is looked at of a body for an error: to search megabytes for a secret would stop the event loop. */
export const beginning = (text: string): string => text.slice(0, maxLooked)

/** The beginning of a text, in a copy: a slice would keep the whole of it in memory for as long as the error lives. */
export const excerpt = (text: string): string =>
  text.length <= maxErrorText
    ? text
    : // What was written from a string is a string.
      (JSON.parse(JSON.stringify(text.slice(0, maxErrorText))) as string)

/**
 * Keeps a long body from living as long as an error about it: until the stack of an error is read, a runtime may keep the
 * functions on it, and all that those hold.
 */
export const withoutBody = <E extends Error>(body: string, error: E): E => {
  if (body.length > maxErrorText) Reflect.get(error, "stack")
  return error
}
