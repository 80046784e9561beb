import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { difference, reportOf } from "../src/apiReport.ts"

const folder = mkdtempSync(join(tmpdir(), "api-report-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The report of a package of one module. */
const reportWith = (declarations: string): string => {
  mkdirSync(join(folder, "dist"), { recursive: true })
  writeFileSync(join(folder, "dist/Presence.d.ts"), declarations)
  return reportOf({
    folder,
    tarball: "",
    manifest: { name: "some-package", exports: {} },
    files: ["dist/Presence.js", "dist/Presence.d.ts", "dist/internal/hidden.js"]
  })
}

describe("the report of the public surface", () => {
  const before = reportWith("/** Reads it. */\nexport declare const read: (id: string) => string;\n")

  it("says what programs see, and nothing of what is internal", () => {
    expect(before).toBe("// some-package/Presence\nexport declare const read: (id: string) => string;\n")
  })

  it("stays as it is when only the documentation changes", () => {
    expect(reportWith("/** Reads it now. */\n\nexport declare const read: (id: string) => string;\n")).toBe(before)
  })

  it("shows what was changed and what came", () => {
    const after = reportWith("export declare const read: (id: number) => string;\nexport declare const more: 1;\n")
    expect(difference(before, after)).toEqual([
      "- export declare const read: (id: string) => string;",
      "+ export declare const read: (id: number) => string;",
      "+ export declare const more: 1;"
    ])
  })
})
