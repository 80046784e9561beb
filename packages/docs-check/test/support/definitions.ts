/** Something that a snippet has at the top level. */
export interface Definition {
  readonly name: string
  /** The names of the parameters, when the snippet writes a function out. */
  readonly parameters: ReadonlyArray<string> | undefined
}

/** An expression on a line of its own, and the value that the comment after it promises. */
export interface Claim {
  readonly expression: string
  readonly promised: string
}

const start = /^(?:const|(?:async )?function|class) (\w+)/gm
const parameterList = /(?:\(([^()]*)\)(?:: [^=]+)? =>|function\s*\*?\s*\w*\(([^()]*)\))/
const claim = /^([A-Z]\w*(?:\.\w+)+\(.*\)) \/\/ (.+)$/gm

/**
 * The parameters of the function that a definition begins with. They have types, so that a colon follows each name; only
 * what stands before the first line of a body may be the function itself.
 */
const parametersIn = (code: string): ReadonlyArray<string> | undefined => {
  const opening = /^const \w+ =\s*(?:async )?(?:<[^>]*>)?\(|^const \w+ = Effect\.fn\(|^(?:async )?function/.test(code)
  if (!opening) return undefined
  const [, arrow, generator] = parameterList.exec(code) ?? []
  return Array.from((arrow ?? generator ?? "").matchAll(/(\w+)\??:/g), ([, name = ""]) => name)
}

/** What a snippet defines, in its order. */
export const definitionsIn = (code: string): ReadonlyArray<Definition> => {
  const starts = Array.from(code.matchAll(start))
  return starts.map(({ 1: name = "", index }, position) => ({
    name,
    parameters: parametersIn(code.slice(index, starts[position + 1]?.index))
  }))
}

/** What a snippet says of values, line by line. */
export const claimsIn = (code: string): ReadonlyArray<Claim> =>
  Array.from(code.matchAll(claim), ([, expression = "", promised = ""]) => ({ expression, promised }))
