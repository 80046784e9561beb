/**
 * The first characters of a text, as a text of its own: what the runtime cuts out of a long text keeps all of it in
 * memory.
 */
export const excerpt = (text: string, length: number): string => Buffer.from(text.slice(0, length)).toString()
