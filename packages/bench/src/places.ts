/** Where things are. */
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../../../", import.meta.url))

export const ownFile = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export const reportFile = ownFile("../report.md")

export const fleetFile = ownFile("../fleet.md")
