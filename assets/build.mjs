// Builds what is committed in kith/web/static/dist. `node build.mjs [another folder]`.
import { build } from "esbuild";
import { Logger, compileAsync } from "sass";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../kith/web/static/dist");
await mkdir(out, { recursive: true });

// Compiled before it is written: a stylesheet that fails must not leave a file that looks like one.
const { css } = await compileAsync(join(here, "kith.scss"), {
  loadPaths: [here, join(here, "node_modules")],
  style: "compressed",
  quietDeps: true,
  silenceDeprecations: ["import", "if-function"],
  logger: Logger.silent,
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

// The packages ship without their licence texts, and the licence asks that it travels along.
const licences = [];
for (const name of ["govuk-frontend", "@ministryofjustice/frontend"]) {
  const { version } = JSON.parse(await readFile(join(here, "node_modules", name, "package.json"), "utf8"));
  const text = await readFile(join(here, "licences", `${name.replace("@", "").replace("/", "-")}.txt`), "utf8");
  licences.push(`${name} ${version}\n\n${text.trim()}\n`);
}
await writeFile(join(out, "LICENSES"), licences.join("\n\n"));
