"use strict";

(() => {
  const byId = id => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const metrics = new Map(data.metrics.map(metric => [metric.name, metric]));
  const rows = [...byId("points").tBodies[0].rows];
  const [frontColumn, chart, controls] = [1, byId("chart"), byId("controls")];
  const filters = [...controls.querySelectorAll("[data-filter]")];
  const byNumber = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
  let drawn = { order: [], place: null, svg: null, view: null };
  let chosen = null;
  data.points.forEach((point, i) => { point.row = rows[i]; });

  const fieldOf = (point, name) => name === "status" ? point.status : point.fields[name];

  function passes(point) {
    const words = byId("text").value.trim().toLowerCase();
    const texts = [point.label, point.names, point.message].join("\n").toLowerCase();
    return (words === "" || texts.includes(words)) && filters.every(filter => passesField(filter, fieldOf(point, filter.dataset.filter)));
  }

  function passesField(filter, value) {
    const ends = filter.querySelectorAll("[data-end]");
    if (ends.length > 0) {
      const [from, to] = [...ends].map(end => end.value === "" ? null : Number(end.value));
      return (from === null || Number(value) >= from) && (to === null || Number(value) <= to);
    }
    return [...filter.querySelectorAll("input")].some(box => box.checked && box.value === value);
  }

  // Beyond this ratio of the largest to the smallest an axis begins as a logarithmic one, but not of decibels, which are logarithms.
  function suggestLog(axis) {
    const values = data.points.map(point => point.figures[byId(axis).value]).filter(value => value !== undefined);
    const canBe = values.length > 0 && Math.min(...values) > 0;
    byId(`${axis}-log`).disabled = !canBe;
    byId(`${axis}-log`).checked = canBe && !metrics.get(byId(axis).value).is_decibel && Math.max(...values) / Math.min(...values) > 20;
  }

  function update() {
    const [x, y] = [metrics.get(byId("x").value), metrics.get(byId("y").value)];
    const shown = data.points.filter(passes);
    const points = shown.filter(point => x.name in point.figures && y.name in point.figures);
    const front = new Set(paretoFront(points, x, y));
    const by = byId("marks").value;
    const category = by === "" ? point => point.is_reference ? "reference" : "point" : point => `${by} ${point.fields[by]}`;
    const categories = [...new Set(data.points.map(category))].sort(new Intl.Collator("en", { numeric: true }).compare);
    const isShown = new Set(shown);
    for (const point of data.points) {
      point.row.hidden = !isShown.has(point);
      point.row.cells[frontColumn].textContent = front.has(point) ? "front" : "";
    }
    const lacking = shown.length - points.length;
    byId("count").textContent = `${shown.length} of ${data.points.length} points shown, ${front.size} of them on the front`
      + (lacking > 0 ? `; ${lacking} without a figure on both axes, not drawn` : "");
    draw({ points, front, x, y, xLog: byId("x-log").checked, yLog: byId("y-log").checked, category, categories, names: byId("names").checked });
  }

  function draw(view) {
    if (view.points.length === 0) {
      drawn = { order: [], place: null, svg: null, view };
      chart.replaceChildren(Object.assign(document.createElement("p"), { textContent: "No point to draw: the filters leave none that has both figures." }));
    } else {
      const { svg, place } = drawPlot(view, Math.max(420, chart.clientWidth - 14));
      drawn = { order: [...view.points].sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]), place, svg, view };
      chart.replaceChildren(svg);
    }
    byId("save").disabled = drawn.svg === null;
    choose(drawn.order.includes(chosen) ? chosen : null);
  }

  function choose(point, hasTip = false) {
    chosen = point;
    rows.forEach(row => row.classList.toggle("chosen", point?.row === row));
    chart.querySelectorAll(".ring, .tip").forEach(old => old.remove());
    describe(point);
    if (point === null) {
      return;
    }
    const [cx, cy] = drawn.place(point);
    d3.select(drawn.svg).append("circle").attr("class", "ring").attr("cx", cx).attr("cy", cy).attr("r", 11)
      .attr("fill", "none").attr("stroke", "var(--text)").attr("stroke-width", 2).attr("pointer-events", "none");
    if (hasTip) {
      showTip(point, cx, cy);
    }
  }

  function showTip(point, cx, cy) {
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("aria-hidden", "true");
    const lines = [point.names, ...[drawn.view.x, drawn.view.y].map(metric => `${metric.name} ${shortNumber(point.figures[metric.name])}`)];
    tip.append(Object.assign(document.createElement("b"), { textContent: point.label }),
      ...lines.filter(line => line !== "").map(line => Object.assign(document.createElement("div"), { textContent: line })));
    chart.append(tip);
    const scale = drawn.svg.getBoundingClientRect().width / drawn.svg.viewBox.baseVal.width;
    const isRight = cx * scale > chart.clientWidth / 2;
    tip.style.left = `${cx * scale + (isRight ? -tip.offsetWidth - 12 : 24)}px`;
    tip.style.top = `${Math.max(0, cy * scale - tip.offsetHeight / 2)}px`;
  }

  function describe(point) {
    const details = byId("details");
    if (point === null) {
      details.replaceChildren(Object.assign(document.createElement("p"), { className: "dim", textContent: "No point is chosen." }));
      return;
    }
    const list = document.createElement("dl");
    const facts = [
      ["named design", point.names], ["status", point.status], ["reason", point.message],
      ["front", drawn.view.front.has(point) ? "on it" : "beaten"],
      ...Object.entries(point.fields),
      ...data.metrics.filter(metric => metric.name in point.figures)
        .map(metric => [metric.name, byNumber.format(point.figures[metric.name])]),
    ];
    for (const [name, value] of facts.filter(fact => fact[1] !== "")) {
      const line = document.createElement("div");
      line.append(Object.assign(document.createElement("dt"), { textContent: name }),
        Object.assign(document.createElement("dd"), { textContent: value }));
      list.append(line);
    }
    details.replaceChildren(Object.assign(document.createElement("h3"), { textContent: point.label }), list);
  }

  function nearest(event) {
    const box = drawn.svg.getBoundingClientRect();
    const scale = drawn.svg.viewBox.baseVal.width / box.width;
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    const found = d3.least(drawn.order, point => Math.hypot(drawn.place(point)[0] - x, drawn.place(point)[1] - y));
    return found && Math.hypot(drawn.place(found)[0] - x, drawn.place(found)[1] - y) < 30 ? found : null;
  }

  function step(key) {
    const at = drawn.order.indexOf(chosen);
    const last = drawn.order.length - 1;
    const next = { ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at < 0 ? last : at - 1, ArrowDown: at < 0 ? last : at - 1, Home: 0, End: last }[key];
    return next === undefined ? undefined : drawn.order[Math.min(last, Math.max(0, next))];
  }

  chart.addEventListener("pointermove", event => {
    const point = drawn.svg === null ? null : nearest(event);
    if (point !== null && point !== chosen) {
      choose(point, true);
    }
  });
  chart.addEventListener("pointerleave", () => chart.querySelectorAll(".tip").forEach(tip => tip.remove()));
  chart.addEventListener("keydown", event => {
    if (event.key === "Enter" && chosen !== null) {
      chosen.row.tabIndex = -1;
      chosen.row.focus();
      event.preventDefault();
    } else if (drawn.order.length > 0 && step(event.key) !== undefined) {
      choose(step(event.key), true);
      event.preventDefault();
    }
  });
  controls.addEventListener("input", event => {
    if (event.target.id === "x" || event.target.id === "y") {
      suggestLog(event.target.id);
    }
    update();
  });
  controls.addEventListener("submit", event => event.preventDefault());
  // The browser resets the controls after it has told of it.
  controls.addEventListener("reset", () => setTimeout(begin));
  byId("save").addEventListener("click", () => {
    const { x, y } = drawn.view;
    const file = new Blob([exportSvg(drawn.svg, `${document.title}: ${y.name} over ${x.name}`)], { type: "image/svg+xml" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `${x.name}-${y.name}.svg` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  let width = chart.clientWidth;
  addEventListener("resize", () => {
    if (chart.clientWidth !== width) {
      width = chart.clientWidth;
      update();
    }
  });

  function begin() {
    suggestLog("x");
    suggestLog("y");
    update();
  }

  begin();
})();
