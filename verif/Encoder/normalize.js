// What Node's String.normalize makes of texts, in NFKC:
// node normalize.js NODE_MODULES TEXTS.json, an array of texts, each an array of UTF-16 units.
// Beside them the ranges of characters that Node's Unicode has, and what it makes of those that change, each alone.
"use strict";

const fs = require("node:fs");

const points = (text) => Array.from(text.normalize("NFKC"), (symbol) => symbol.codePointAt(0));
const texts = JSON.parse(fs.readFileSync(process.argv[3], "utf8")).map((units) => String.fromCharCode(...units));
const changed = {};
const assigned = [];
for (let code = 0; code < 0x110000; code++) {
  const symbol = String.fromCodePoint(code);
  if (/\p{Assigned}/u.test(symbol)) {
    if (assigned.length > 0 && assigned.at(-1)[1] === code - 1) {
      assigned.at(-1)[1] = code;
    } else {
      assigned.push([code, code]);
    }
    const normal = points(symbol);
    if (normal.length !== 1 || normal[0] !== code) {
      changed[code] = normal;
    }
  }
}
process.stdout.write(JSON.stringify({ assigned, changed, texts: texts.map(points) }));
