import { describe, expect, it } from "vitest"
import { brokenLinks } from "../src/links.ts"

const inReadme = (text: string) => brokenLinks([{ path: "README.md", text }])

describe("a link", () => {
  it("may lead to a file, a folder, a heading or another place of the web", () => {
    expect(
      inReadme(
        "# The `whole` of it!\n\n[a](LICENSE) [b](./packages/models) [c](#the-whole-of-it) [d](https://example.com/x) [e][f]\n\n[f]: /package.json"
      )
    ).toEqual([])
  })

  it("may not lead to a file that is not there", () => {
    expect(inReadme("\n[a](docs/nowhere.md)")).toEqual(["README.md:2: the link to docs/nowhere.md leads to no file"])
  })

  it("may not lead out of the repository", () => {
    expect(inReadme("[a](../elsewhere)")).toHaveLength(1)
  })

  it("may not lead to a heading that is not there", () => {
    expect(inReadme("# One\n\n[a](#two)")).toEqual(["README.md:3: the link to #two leads to no heading"])
  })

  it("is no link when it is shown as code", () => {
    expect(inReadme("`[a](nowhere)`\n\n```md\n[a](nowhere)\n```")).toEqual([])
  })
})
