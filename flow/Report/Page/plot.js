"use strict";

const plotStyle = {
  height: 500,
  legendRow: 20,
  many: 300,
  symbols: ["circle", "diamond", "square", "triangle", "star", "cross", "wye"],
  colour: index => `var(--mark${index + 1})`,
};

function shortNumber(value) {
  const size = Math.abs(value);
  return size >= 1e6 || (size > 0 && size < 1e-3) ? value.toExponential(3) : String(Number(value.toPrecision(5)));
}

// 1, 2 and 5 times powers of ten: all of them have room for their words.
function logTicks([least, most]) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.log10(most); power++) {
    for (const times of [1, 2, 5]) {
      const tick = Number(`${times}e${power}`);
      if (tick >= least && tick <= most) {
        ticks.push(tick);
      }
    }
  }
  return ticks;
}

function axisOf(metric, points, isLog) {
  const [least, most] = d3.extent(points, point => point.figures[metric.name]);
  const room = isLog ? (most / least) ** 0.05 : (most - least) * 0.05 || Math.abs(most) * 0.05 || 1;
  const domain = isLog ? [least / (room > 1 ? room : 1.1), most * (room > 1 ? room : 1.1)] : [least - room, most + room];
  return {
    scale: { type: isLog ? "log" : "linear", domain, axis: null },
    ticks: isLog ? logTicks(domain) : d3.ticks(...domain, 8),
    words: { text: shortNumber, label: `${metric.title} (${metric.is_more ? "more" : "less"} is better)` },
  };
}

// Draws points that all have both figures. view: points, front (a set), x, y, xLog, yLog, category (of a point), categories, names.
function drawPlot(view, width) {
  const legend = legendOf(view, width);
  const value = metric => point => point.figures[metric.name];
  const marks = {
    x: value(view.x), y: value(view.y), symbol: view.category, strokeWidth: 1.8,
    r: view.points.length > plotStyle.many ? 3.5 : 5.5,
    stroke: point => plotStyle.colour(view.categories.indexOf(view.category(point))),
    ariaLabel: point => point.label,
  };
  const [across, upwards] = [axisOf(view.x, view.points, view.xLog), axisOf(view.y, view.points, view.yLog)];
  const front = [...view.front].sort((a, b) => value(view.x)(a) - value(view.x)(b));
  const rest = view.points.filter(point => !view.front.has(point));
  const plot = Plot.plot({
    width, height: plotStyle.height + legend.height, marginTop: 32 + legend.height, marginLeft: 68, marginRight: 24, marginBottom: 48,
    x: across.scale,
    y: upwards.scale,
    color: { type: "identity" },
    symbol: { domain: view.categories, range: plotStyle.symbols },
    marks: [
      Plot.gridX(across.ticks), Plot.gridY(upwards.ticks),
      Plot.axisX(across.ticks, { ...across.words, labelAnchor: "center" }), Plot.axisY(upwards.ticks, upwards.words),
      Plot.dot(rest, { ...marks, fill: "var(--page)", className: "points-rest" }),
      Plot.line(front, { x: value(view.x), y: value(view.y), stroke: "var(--text)", strokeDasharray: "5 4", className: "front-line" }),
      Plot.dot(front, { ...marks, fill: marks.stroke, className: "points-front" }),
    ],
  });
  const svg = plot.matches("svg") ? plot : plot.querySelector("svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${view.points.length} points by ${view.x.name} and ${view.y.name}, ${view.front.size} on the front`);
  const place = point => [plot.scale("x").apply(value(view.x)(point)), plot.scale("y").apply(value(view.y)(point))];
  legend.draw(d3.select(svg));
  if (view.names) {
    drawNames(d3.select(svg), view, place, width);
  }
  return { svg, place };
}

// A row of samples over the plot, within the picture: an exported one needs it too.
function legendOf(view, width) {
  const entries = [
    ...view.categories.map((text, i) => ({ text, symbol: plotStyle.symbols[i], colour: plotStyle.colour(i), fill: "none" })),
    { text: "on the front: filled", symbol: "circle", colour: "currentColor", fill: "currentColor" },
  ];
  let [left, row] = [0, 0];
  for (const entry of entries) {
    const size = 30 + 7 * entry.text.length;
    [left, row] = left + size > width - 80 && left > 0 ? [0, row + 1] : [left, row];
    [entry.left, entry.row] = [left, row];
    left += size;
  }
  const shapes = { circle: d3.symbolCircle, diamond: d3.symbolDiamond, square: d3.symbolSquare, triangle: d3.symbolTriangle,
    star: d3.symbolStar, cross: d3.symbolCross, wye: d3.symbolWye };
  return {
    height: (row + 1) * plotStyle.legendRow,
    draw: svg => svg.append("g").attr("class", "legend").attr("text-anchor", "start").attr("aria-hidden", "true").selectAll("g").data(entries).join("g")
      .attr("transform", entry => `translate(${74 + entry.left},${30 + entry.row * plotStyle.legendRow})`)
      .call(one => one.append("path").attr("d", entry => d3.symbol(shapes[entry.symbol], 75)()).attr("stroke", entry => entry.colour)
        .attr("fill", entry => entry.fill).attr("stroke-width", 1.8))
      .call(one => one.append("text").attr("x", 10).attr("y", 4).attr("fill", "currentColor").text(entry => entry.text)),
  };
}

// Names beside points where no other name is yet; the front's first. What finds no room is still in the tip and the table.
function drawNames(svg, view, place, width) {
  const taken = view.points.map(point => place(point)).map(([x, y]) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
  const layer = svg.append("g").attr("class", "point-names").attr("fill", "currentColor").attr("font-size", 11).attr("aria-hidden", "true");
  const named = view.points.filter(point => point.named.length > 0 || point.is_reference);
  for (const point of named.sort((a, b) => view.front.has(b) - view.front.has(a))) {
    const text = point.named.length > 0 ? point.named.join(", ") : point.label;
    const [x, y] = place(point);
    const size = 6.2 * text.length;
    const spots = [[9, -6, "start"], [-9, -6, "end"], [9, 14, "start"], [-9, 14, "end"], [0, -11, "middle"], [0, 20, "middle"]];
    for (const [dx, dy, anchor] of spots) {
      const left = x + dx - (anchor === "start" ? 0 : anchor === "end" ? size : size / 2);
      const box = { x: left, y: y + dy - 9, width: size, height: 12 };
      const isFree = left > 66 && left + size < width
        && taken.every(other => box.x + box.width < other.x || other.x + other.width < box.x
          || box.y + box.height < other.y || other.y + other.height < box.y);
      if (isFree) {
        taken.push(box);
        layer.append("text").attr("x", x + dx).attr("y", y + dy).attr("text-anchor", anchor).text(text);
        break;
      }
    }
  }
}

// The picture as a file of its own: in light colours, with none of the page's style.
function exportSvg(svg, title) {
  const probe = document.body.appendChild(Object.assign(document.createElement("div"), { className: "light", hidden: true }));
  const light = getComputedStyle(probe);
  const copy = svg.cloneNode(true);
  copy.querySelectorAll(".ring").forEach(ring => ring.remove());
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("font-family", "sans-serif");
  copy.setAttribute("font-size", "12");
  const back = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, text] of [["width", "100%"], ["height", "100%"], ["fill", "var(--page)"]]) {
    back.setAttribute(name, text);
  }
  const heading = document.createElementNS("http://www.w3.org/2000/svg", "title");
  heading.textContent = title;
  copy.prepend(heading, back);
  const text = new XMLSerializer().serializeToString(copy)
    .replace(/var\((--(?:text|page|edge|mark\d))\)/g, (_, name) => light.getPropertyValue(name).trim())
    .replace(/currentColor/g, light.getPropertyValue("--text").trim());
  probe.remove();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}
