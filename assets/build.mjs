// Builds what is committed in kith/web/static/dist. `node build.mjs [folder]`.
import { build } from "esbuild";
import { compileAsync } from "sass";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../kith/web/static/dist");
await mkdir(out, { recursive: true });

const { css } = await compileAsync(join(here, "kith.scss"), {
  loadPaths: [here, join(here, "node_modules")],
  style: "compressed",
  quietDeps: true,
  logger: { warn() {}, debug() {} },
  silenceDeprecations: ["import", "if-function"],
});
await writeFile(join(out, "kith.css"), css + "\n");

await build({
  entryPoints: [join(here, "kith.mjs")],
  outfile: join(out, "kith.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
});

await copyFile(join(here, "LICENSES"), join(out, "LICENSES"));
