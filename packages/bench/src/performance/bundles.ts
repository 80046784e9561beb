/** How large bundles are, and how large they were promised to be. */
import { sizesIn } from "../support/bundleSizes.ts"
import type { Claim } from "../support/claim.ts"
import type { Section } from "./section.ts"

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

const claim = (what: string, bytes: number, limit: number, scale = ""): Claim => ({
  what,
  result: kilobytes(bytes),
  target: `at most ${kilobytes(limit)}`,
  isKept: bytes <= limit,
  scale
})

/** Bundles the installation in a folder, and holds it against what was promised. */
export const bundles = async (folder: string): Promise<Section> => {
  const sizes = await sizesIn(folder)
  const effect = `${kilobytes(sizes.bareEffect)} of them for the least program of Effect that decodes an answer`
  return {
    lines: [],
    claims: [
      claim("Bundle with one operation, minified and gzipped", sizes.oneOperation, 45_000, effect),
      claim("the same with the recommended retry layers", sizes.recommended, 55_000),
      claim("Our part of the first, minified, with brotli", sizes.ownAlone, 15_000),
      claim("Our part of all that the client exports", sizes.ownEverything, 15_000)
    ]
  }
}
