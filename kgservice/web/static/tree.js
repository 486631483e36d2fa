// The tree drawn from left to right; a click goes to the emotion's page.
import { colour } from "./colours.js";
import { address, emotions, primaries } from "./emotions.js";
import { plot } from "./plots.js";

plot("drawn-tree", async (element) => option(await emotions(), element.clientWidth < 560), ({ data }) => {
  if (data?.emotion) location.href = address(data.emotion);
});

function option(known, isSmall) {
  const node = (emotion) => ({
    name: emotion.label, emotion,
    children: emotion.narrower.map((id) => node(known.get(id))),
    itemStyle: { color: colour(emotion.primary), borderColor: colour(emotion.primary) },
    lineStyle: { color: colour(emotion.primary) },
  });
  const text = (more) => ({ fontSize: isSmall ? 10 : 13, color: colour("ink"), ...more });
  return {
    series: {
      type: "tree", orient: "LR", expandAndCollapse: false, roam: false,
      data: [{ name: isSmall ? "" : "emotions", children: primaries(known).map(node), itemStyle: { color: colour("edge"), borderColor: colour("edge") } }],
      left: isSmall ? 10 : 90, right: isSmall ? 90 : 140, top: 10, bottom: 10,
      symbol: "circle", symbolSize: 8,
      lineStyle: { width: 1.5, opacity: 0.6, curveness: 0.55 },
      label: text({ position: "top", distance: 6 }),
      leaves: { label: text({ position: "right", align: "left" }) },
      emphasis: { focus: "relative" },
    },
  };
}
