import { join } from "node:path"

/** The folder that holds the whole repository. */
export const root = join(import.meta.dirname, "../../..")

/** The folders of the packages that are published, in the order in which they depend on each other. */
export const publishedFolders = ["models", "client", "sandbox"].map((name) => join(root, "packages", name))

/** Where a program that this package depends on is installed. */
export const ownProgram = (name: string): string => join(import.meta.dirname, "../node_modules/.bin", name)
