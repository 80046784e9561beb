import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { onTestFinished } from "vitest"
import type { Archive, Manifest } from "../../src/archive.ts"
import { root } from "../../src/places.ts"

/** A package that was packed and unpacked, with nothing wrong but what a test adds; gone when the test is over. */
export const someArchive = (
  changes: Readonly<Record<string, string>>,
  manifest: Partial<Manifest> & { readonly workspace?: string } = {}
): Archive => {
  const folder = mkdtempSync(join(tmpdir(), "archive-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const whole = {
    name: "some-package",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./internal/*": null },
    ...manifest
  }
  const files: Readonly<Record<string, string>> = {
    "package.json": JSON.stringify(whole),
    "CHANGELOG.md": "",
    "README.md": "",
    LICENSE: readFileSync(join(root, "LICENSE"), "utf8"),
    "dist/index.js": "export const read = 1\n",
    "dist/index.d.ts": "export declare const read: 1;\n",
    "src/index.ts": "export const read = 1\n",
    ...changes
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
    chmodSync(join(folder, file), 0o644)
  }
  return { tarball: "", folder, manifest: whole, files: Object.keys(files).toSorted() }
}
