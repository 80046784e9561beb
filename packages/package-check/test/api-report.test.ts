import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { checkReport, difference, reportOf, writeReport } from "../src/apiReport.ts"
import { someArchive } from "./support/someArchive.ts"

const archiveOf = (modules: Readonly<Record<string, string>>) =>
  someArchive(
    Object.fromEntries(
      Object.entries({ index: "export {};", ...modules }).flatMap(([name, text]) => [
        [`dist/${name}.d.ts`, text],
        [`dist/${name}.js`, ""]
      ])
    )
  )

const reportWith = (modules: Readonly<Record<string, string>>): string => reportOf(archiveOf(modules))

const read = "export declare const read: (id: string) => string;"

describe("the report of the public surface", () => {
  it("says what programs see, and nothing of what is internal and shown nowhere", () => {
    expect(reportWith({ Presence: `/** Reads it. */\n${read}\n`, "internal/hidden": "export type Hidden = 1;" })).toBe(
      `// some-package\nexport {};\n\n// some-package/Presence\n${read}\n`
    )
  })

  it("holds the internal types that public declarations show, from whatever depth", () => {
    const report = reportWith({
      Presence: 'import * as Limits from "./internal/limits.ts";\nexport type Options = Limits.Options;',
      "internal/limits": 'export type Options = import("./deep.ts").Deep;',
      "internal/deep": "export type Deep = 1;"
    })
    expect(report).toContain("// some-package/internal/limits\n")
    expect(report).toContain("// some-package/internal/deep\nexport type Deep = 1;\n")
  })

  it("stays as it is when only the documentation changes", () => {
    expect(reportWith({ index: `/** Reads it now. */\n\n${read}\n` })).toBe(reportWith({ index: read }))
  })
})

describe("a difference of two reports", () => {
  it("shows what was changed and what came, under the module", () => {
    const after = `${read.replace("string)", "number)")}\nexport declare const more: 1;`
    expect(difference(reportWith({ Presence: read }), reportWith({ Presence: after }))).toEqual([
      "some-package/Presence:",
      `- ${read}`,
      `+ ${read.replace("string)", "number)")}`,
      "+ export declare const more: 1;"
    ])
  })

  it("shows a line that has only moved to another module", () => {
    const [one, other] = [reportWith({ A: read, B: "export {};" }), reportWith({ A: "export {};", B: read })]
    expect(difference(one, other)).toEqual([
      "some-package/A:",
      `- ${read}`,
      "+ export {};",
      "some-package/B:",
      "- export {};",
      `+ ${read}`
    ])
  })
})

describe("the check of a report", () => {
  const folderOfReports = () => {
    const folder = mkdtempSync(join(tmpdir(), "reports-"))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    return folder
  }

  it("passes what was written, and refuses what has changed since, with the lines and the way out", () => {
    const folder = folderOfReports()
    writeReport(archiveOf({ Presence: read }), folder)
    expect(() => checkReport(archiveOf({ Presence: read }), folder)).not.toThrow()
    const changed = archiveOf({ Presence: "export declare const read: 1;" })
    expect(() => checkReport(changed, folder)).toThrow(
      /Presence:\n- .*\n\+ export declare const read: 1;\n.*api:update/
    )
  })

  it("refuses a package without a report", () => {
    expect(() => checkReport(archiveOf({ Presence: read }), folderOfReports())).toThrow("is not what its report says")
  })
})
