// node build.mjs MODULES OUT: plotly.js with the traces of traces.json and the Indonesian locale, minified, and the same
// compressed hard. MODULES is the folder that holds node_modules.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [modules, out] = process.argv.slice(2);
const { build } = createRequire(join(modules, "package.json"))("esbuild");
const traces = JSON.parse(readFileSync(new URL("traces.json", import.meta.url)));
const parts = [...traces.filter((name) => name !== "scatter"), "locales/id"];
const entry = `const Plotly = require("plotly.js/lib/core");
Plotly.register([${parts.map((name) => `require("plotly.js/lib/${name}")`).join(", ")}]);
module.exports = Plotly;`;

await build({
  stdin: { contents: entry, resolveDir: modules },
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "Plotly",
  target: "es2020",
  loader: { ".css": "empty" },
  alias: { stream: "stream-browserify" },
  define: { global: "window", "define.amd": "false" },
  footer: { js: "window.Plotly=Plotly;" },
  legalComments: "none",
  logLevel: "error",
  outfile: out,
});
const raw = readFileSync(out);
const hard = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } };
writeFileSync(`${out}.br`, brotliCompressSync(raw, hard));
