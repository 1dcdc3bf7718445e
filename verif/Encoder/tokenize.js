// What the tokenizer of the npm package @energetic-ai/embeddings makes of texts with other vocabularies:
// node tokenize.js NODE_MODULES CASES.json, an array of {vocabulary: [[piece, score]], texts: [text]}.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const [modules, casesFile] = process.argv.slice(2);
const { EmbeddingsModel } = require(path.join(modules, "@energetic-ai/embeddings"));

const encode = ({ vocabulary, texts }) => {
  const { tokenizer } = new EmbeddingsModel({ vocabulary, model: null });
  return texts.map((text) => tokenizer.encode(text));
};
process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(casesFile, "utf8")).map(encode)));
