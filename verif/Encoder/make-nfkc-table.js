// Writes the table of NFKC from what this Node knows: node verif/Encoder/make-nfkc-table.js > flow/Encoder/nfkc.txt
"use strict";

const hex = (code) => code.toString(16).toUpperCase();
const points = (text) => Array.from(text, (symbol) => symbol.codePointAt(0));
const lines = [
  `# What NFKC (Unicode Standard Annex 15) needs of the characters of Unicode ${process.versions.unicode}; Hangul syllables are computed.`,
  "# Made by verif/Encoder/make-nfkc-table.js. Unicode data: (c) Unicode, Inc., https://www.unicode.org/license.txt",
  "# d CODE MAPPING: full compatibility decomposition",
  "# c FIRST LAST CLASS: canonical combining class, where it is not 0",
  "# p FIRST SECOND CODE: primary composite",
];

const all = [];
for (let code = 0; code < 0x110000; code++) {
  const isSurrogate = code >= 0xd800 && code < 0xe000;
  const isHangul = code >= 0xac00 && code < 0xd7a4;
  if (!isSurrogate && !isHangul) {
    all.push(code);
  }
}

for (const code of all) {
  const mapping = String.fromCodePoint(code).normalize("NFKD");
  if (mapping !== String.fromCodePoint(code)) {
    lines.push(`d ${hex(code)} ${points(mapping).map(hex).join(" ")}`);
  }
}

// A mark of each class that Unicode uses. JavaScript does not tell a mark's class, only how it is ordered: marks of
// different classes are put in the classes' order, marks of one class stay as they are.
const marks = {
  1: 0x334, 6: 0x16ff0, 7: 0x93c, 8: 0x3099, 9: 0x94d, 10: 0x5b0, 11: 0x5b1, 12: 0x5b2, 13: 0x5b3, 14: 0x5b4,
  15: 0x5b5, 16: 0x5b6, 17: 0x5b7, 18: 0x5b8, 19: 0x5b9, 20: 0x5bb, 21: 0x5bc, 22: 0x5bd, 23: 0x5bf, 24: 0x5c1,
  25: 0x5c2, 26: 0xfb1e, 27: 0x64b, 28: 0x64c, 29: 0x64d, 30: 0x64e, 31: 0x64f, 32: 0x650, 33: 0x651, 34: 0x652,
  35: 0x670, 36: 0x711, 84: 0xc55, 91: 0xc56, 103: 0xe38, 107: 0xe48, 118: 0xeb8, 122: 0xec8, 129: 0xf71,
  130: 0xf72, 132: 0xf74, 202: 0x321, 214: 0x1dce, 216: 0x31b, 218: 0x302a, 220: 0x316, 222: 0x59a, 224: 0x302e,
  226: 0x1d16d, 228: 0x5ae, 230: 0x300, 232: 0x315, 233: 0x35c, 234: 0x35d, 240: 0x345,
};
const isSwapped = (a, b) => a !== b && String.fromCodePoint(a, b).normalize("NFD") === String.fromCodePoint(b, a);
const classOf = (code) => {
  let isMark = false;
  let found = 0;
  for (const [value, mark] of Object.entries(marks)) {
    const isOrdered = isSwapped(code, mark) || isSwapped(mark, code);
    isMark ||= isOrdered;
    found = isOrdered ? found : Number(value);
  }
  if (isMark && found === 0) {
    throw new Error(`U+${hex(code)} has a class that the list of marks lacks`);
  }
  return isMark ? found : 0;
};
const ranges = [];
for (const code of all) {
  const symbol = String.fromCodePoint(code);
  // What decomposes is never looked up; only marks have a class.
  const value = symbol.normalize("NFD") === symbol && /\p{M}/u.test(symbol) ? classOf(code) : 0;
  const last = ranges.at(-1);
  if (value !== 0 && last && last.last === code - 1 && last.value === value) {
    last.last = code;
  } else if (value !== 0) {
    ranges.push({ first: code, last: code, value });
  }
}
lines.push(...ranges.map((range) => `c ${hex(range.first)} ${hex(range.last)} ${range.value}`));

for (const code of all) {
  const symbol = String.fromCodePoint(code);
  const parts = points(symbol.normalize("NFD"));
  if (parts.length > 1 && symbol.normalize("NFC") === symbol) {
    const first = String.fromCodePoint(...parts.slice(0, -1)).normalize("NFC");
    lines.push(`p ${points(first).map(hex).join(" ")} ${hex(parts.at(-1))} ${hex(code)}`);
  }
}

process.stdout.write(lines.join("\n") + "\n");
