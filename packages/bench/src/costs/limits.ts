/** What is too large, in words. A limit that is missing, or left over, is a complaint as well. */
export const excesses = (measured: Readonly<Record<string, number>>, limits: unknown): ReadonlyArray<string> => {
  const known = new Map<string, unknown>(typeof limits === "object" && limits !== null ? Object.entries(limits) : [])
  const complaints: Array<string> = []
  for (const [name, value] of Object.entries(measured)) {
    const limit = known.get(name)
    known.delete(name)
    if (typeof limit !== "number")
      complaints.push(`limits.json has no limit for ${name}, which is ${Math.round(value)}`)
    else if (!(value <= limit)) complaints.push(`${name} is ${Math.round(value)}, and may be ${limit} at most`)
  }
  return [
    ...complaints,
    ...Array.from(known.keys(), (name) => `limits.json has a limit for ${name}, which is not measured`)
  ]
}
