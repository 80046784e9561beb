import { join } from "node:path"

/** The repository's folder. */
export const root = join(import.meta.dirname, "../../../..")

/** The folder of this package, where most pages of measurements are. */
export const benchFolder = join(root, "packages/bench")
