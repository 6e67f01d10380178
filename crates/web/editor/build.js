// Bundles the editor into one file that is committed, so that nobody needs Node to build Greenroom:
// `npm ci && npm run build` in this folder makes it anew.

import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const lock = JSON.parse(await readFile("package-lock.json", "utf8"));
const parts = Object.entries(lock.packages)
  .filter(([place, about]) => place && !about.dev)
  .map(([place, about]) => `${place.replace("node_modules/", "")} ${about.version}`)
  .join(", ");

await build({
  entryPoints: ["editor.js"],
  outfile: "../assets/editor.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  banner: {
    js: `// Made by crates/web/editor of CodeMirror (MIT, see crates/web/editor/LICENSE-codemirror): ${parts}`,
  },
});
