import { describe, expect, it } from "vitest"
import type { Manifest } from "../src/archive.ts"
import { contentComplaints } from "../src/contents.ts"
import { someArchive } from "./support/someArchive.ts"

const complaints = (changes: Readonly<Record<string, string>>, manifest?: Partial<Manifest>) =>
  contentComplaints(someArchive(changes, manifest))

describe("the files of a package", () => {
  it("are right as they are built", () => {
    expect(complaints({ "dist/index.js.map": JSON.stringify({ sources: ["../src/index.ts"] }) })).toEqual([])
  })

  it.each([
    ["a secret", ".env", "carries .env"],
    ["a secret of another place", "dist/.env.production", "carries dist/.env.production"],
    ["a token of a registry", ".npmrc", "carries .npmrc"],
    ["a test", "src/index.test.ts", "carries src/index.test.ts"],
    ["what only the compiler needs", "dist/.tsbuildinfo", "carries dist/.tsbuildinfo"],
    ["something to compile", "binding.gyp", "has something to compile"]
  ])("do not carry %s", (_what, file, complaint) => {
    expect(complaints({ [file]: "" })).toContain(`some-package ${complaint}`)
  })

  it("have maps that lead to sources", () => {
    expect(complaints({ "dist/index.js.map": JSON.stringify({ sources: ["../src/gone.ts"] }) })).toEqual([
      "some-package points from dist/index.js.map at src/gone.ts, which it lacks"
    ])
    expect(complaints({ "dist/index.js": "export {}\n//# sourceMappingURL=index.js.map\n" })).toEqual([
      "some-package points from dist/index.js at dist/index.js.map, which it lacks"
    ])
  })

  it("keep the deprecations of their sources", () => {
    expect(complaints({ "src/index.ts": "/** @deprecated */\nexport const read = 1\n" })).toEqual([
      "some-package has lost deprecations in dist/index.d.ts"
    ])
  })

  it.each([
    'import * as Json from "./internal/json.ts";',
    'export type Read = import("some-package/internal/json").Json;',
    "type Hidden = 1;",
    "interface Hidden {"
  ])("show no type that cannot be imported: %s", (line) => {
    expect(complaints({ "dist/index.d.ts": `${line}\n` })).toEqual([
      `some-package shows a type that is not public in dist/index.d.ts: ${line}`
    ])
  })

  it("may keep constants and internal modules to themselves", () => {
    const files = { "dist/index.d.ts": "declare const known: 1;\n", "dist/internal/json.d.ts": "type Hidden = 1;\n" }
    expect(complaints(files)).toEqual([])
  })

  it("have the licence of the repository", () => {
    expect(complaints({ LICENSE: "another" })).toEqual(["some-package has another licence than the repository"])
  })
})

describe("what npm does with a package", () => {
  it.each<readonly [string, Partial<Manifest>, string]>([
    ["dependency that is no peer", { dependencies: { effect: "4" } }, "depends on effect, which is no peer"],
    ["dependency where it can be had", { optionalDependencies: { x: "1" } }, "installs x where it can"],
    ["package inside", { bundledDependencies: ["x"] }, "bundles other packages"],
    ["package inside, by its other name", { bundleDependencies: true }, "bundles other packages"],
    ["peer of somebody else", { peerDependencies: { x: "1" } }, "wants x beside it, which is not Effect's"],
    ["script", { scripts: { postinstall: "x" } }, "runs a script at postinstall"],
    [
      "range of the workspace",
      { peerDependencies: { effect: "workspace:^" } },
      "depends on what only the workspace has"
    ],
    ["program that cannot be run", { bin: { x: "./dist/index.js" } }, "has no program at dist/index.js"]
  ])("is no %s", (_what, manifest, complaint) => {
    expect(complaints({}, manifest)).toEqual([`some-package ${complaint}`])
  })

  it("is no export of internals, nor of what is missing", () => {
    expect(complaints({}, { exports: { ".": "./dist/gone.js" } })).toEqual([
      "some-package exports ./dist/gone.js, which it lacks",
      "some-package exports its internals"
    ])
  })
})
