// Draws a netlist (schematic) or signals (timing) from JSON: node draw.js KIND LIBRARY-FOLDER SOURCE.json TARGET.svg
'use strict';
const fs = require('fs');
const [kind, folder, source, target] = process.argv.slice(2);
const data = JSON.parse(fs.readFileSync(source, 'utf8'));
if (kind === 'schematic') {
  // The bundle looks for its layout engine there.
  globalThis.ELK = require(folder + '/elk.js');
  const library = require(folder + '/netlistsvg.js');
  library.render(library.digitalSkin, data, (error, svg) => {
    if (error) throw error;
    fs.writeFileSync(target, svg);
  });
} else {
  const library = require(folder + '/wavedrom.js');
  fs.writeFileSync(target, library.onml.stringify(library.renderAny(0, data, library.waveSkin)));
}
