"use strict";

// The points that no other one beats on two metrics. Points that are equal on both are on the front together.
function paretoFront(points, x, y) {
  const cost = (point, metric) => (metric.is_more ? -1 : 1) * point.figures[metric.name];
  const sorted = [...points].sort((a, b) => cost(a, x) - cost(b, x) || cost(a, y) - cost(b, y));
  const front = [];
  let least = Infinity;
  for (let i = 0; i < sorted.length;) {
    const across = cost(sorted[i], x);
    const best = cost(sorted[i], y);
    for (; i < sorted.length && cost(sorted[i], x) === across; i++) {
      if (best < least && cost(sorted[i], y) === best) {
        front.push(sorted[i]);
      }
    }
    least = Math.min(least, best);
  }
  return front;
}
