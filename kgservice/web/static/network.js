// The emotions that are linked to one; a click goes to the page of an emotion.
import { colour } from "./colours.js";
import { address } from "./emotions.js";
import { plot, tooltip } from "./plots.js";

const LINES = {
  isOppositeOf: { name: "opposite", said: "is the opposite of", type: "solid" },
  isComposedOf: { name: "composed", said: "is composed of", type: [9, 4] },
  leadsTo: { name: "leads", said: "leads to", type: "solid" },
  moreIntenseThan: { name: "intense", said: "is more intense than", type: [2, 4] },
};
const { nodes, links } = JSON.parse(document.getElementById("graph").textContent);
const labels = new Map(nodes.map(({ id, label }) => [id, label]));

for (const select of document.querySelectorAll(".network-bar select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

plot("network", option, ({ dataType, data }) => {
  if (dataType === "node") location.href = address(data.id);
});

// The fewer emotions, the wider they are spread over the place that there is; many keep a distance, and may be moved.
function option(element) {
  const { clientWidth, clientHeight } = element;
  const isSmall = clientWidth < 560;
  const wide = 0.42 * Math.min(clientWidth, clientHeight) * Math.min(1, Math.sqrt(14 / nodes.length));
  const reach = Math.max(wide, isSmall ? 90 : 170);
  return {
    tooltip: tooltip(({ dataType, data }) => (dataType === "edge" ? said(data) : data.label.text)),
    series: {
      type: "graph", layout: "force", roam: "move", draggable: true,
      force: { repulsion: 2.5 * reach, edgeLength: [0.55 * reach, reach], gravity: 0.1, layoutAnimation: false },
      edgeSymbolSize: [0, 9],
      data: nodes.map((node, place) => dot(node, place === 0, isSmall)),
      links: links.map(line),
      emphasis: { focus: "adjacency" },
    },
  };
}

function dot({ id, label, tier, primary }, isCentre, isSmall) {
  return {
    id, name: id,
    symbolSize: (isCentre ? 46 : { 1: 30, 2: 22 }[tier] ?? 16) * (isSmall ? 0.6 : 1),
    itemStyle: { color: colour(primary), borderColor: colour("page"), borderWidth: 2 },
    label: {
      show: true, formatter: label, position: "bottom", color: colour("ink"), fontSize: isSmall ? 10 : 13, fontWeight: isCentre ? 700 : 400,
      textBorderColor: colour("page"), textBorderWidth: 3, text: label,
    },
  };
}

function line(link) {
  const { name, type } = LINES[link.relation];
  const hasEnd = link.relation !== "isOppositeOf";
  return {
    ...link,
    symbol: ["none", hasEnd ? "arrow" : "none"],
    lineStyle: { color: colour(name), type, width: 1 + 2 * link.confidence, opacity: 0.85, curveness: 0.08 },
  };
}

function said({ source, target, relation, kind, confidence }) {
  return `${labels.get(source)} ${LINES[relation].said} ${labels.get(target)}\n${kind}, confidence ${confidence.toFixed(2)}`;
}
