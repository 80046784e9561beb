/** Builds what is published: the client, the models and the parts of Effect 4 that they need, in one bundle. */
import { rmSync } from "node:fs"
import { join } from "node:path"
import { rolldown } from "rolldown"

const folder = join(import.meta.dirname, "..")
const own = join(folder, "src/")

rmSync(join(folder, "dist"), { recursive: true, force: true })
const build = await rolldown({
  input: { index: join(own, "index.ts"), models: join(own, "models.ts") },
  platform: "node",
  plugins: [
    {
      // The bridge speaks with the Effect 3 of the program; what the client imports by the same name goes in.
      name: "effect-3-outside",
      resolveId: (id, importer) =>
        importer?.startsWith(own) === true && /^(effect|@effect\/platform)(\/|$)/.test(id)
          ? { id, external: true }
          : null
    }
  ]
})
try {
  await build.write({ dir: join(folder, "dist"), format: "esm", minify: true, chunkFileNames: "shared.js" })
} finally {
  await build.close()
}
