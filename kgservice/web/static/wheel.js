// The three tiers as a wheel: what is pointed at is described beside it, a click goes to its page.
import { colour, mix, textOn } from "./colours.js";
import { address, emotions, path, primaries, vadText } from "./emotions.js";
import { plot } from "./plots.js";

const SHARE = { 1: 1, 2: 0.78, 3: 0.56 };
const panel = document.getElementById("described");

plot("wheel", async (element) => {
  const known = await emotions();
  return option(known, Math.min(element.clientWidth, element.clientHeight));
}, ({ data }) => {
  if (data?.emotion) location.href = address(data.emotion);
}).then(watch);

function option(known, size) {
  const isSmall = size < 560;
  const node = (emotion) => {
    const fill = mix(colour(emotion.primary), colour("page"), SHARE[emotion.tier]);
    const children = emotion.narrower.map((id) => node(known.get(id)));
    return {
      name: emotion.label, emotion, children,
      value: children.length ? undefined : 1,
      itemStyle: { color: fill },
      // A primary with few emotions below it has no room for its name along the ring.
      label: { color: textOn(fill), ...(emotion.tier === 1 && leaves(emotion, known) < 5 ? { rotate: "radial", fontSize: 11 } : {}) },
    };
  };
  const text = (fontSize, more) => ({ fontSize, overflow: "truncate", minAngle: isSmall ? 7 : 2, ...more });
  return {
    series: {
      type: "sunburst", nodeClick: false, sort: null, startAngle: 90,
      data: primaries(known).map(node),
      radius: ["0%", "98%"],
      itemStyle: { borderColor: colour("page"), borderWidth: 1 },
      emphasis: { focus: "ancestor" },
      blur: { itemStyle: { opacity: 0.35 } },
      levels: [
        {},
        { r0: "14%", r: "38%", label: text(isSmall ? 10 : 15, { fontWeight: 600, rotate: "tangential" }) },
        { r0: "38%", r: "66%", label: text(isSmall ? 9 : 12, { align: "center" }) },
        { r0: "66%", r: "98%", label: text(11, { show: !isSmall, align: "center" }) },
      ],
    },
  };
}

/** How many emotions without any below them an emotion has below it. */
function leaves(emotion, known) {
  return emotion.narrower.reduce((sum, id) => sum + leaves(known.get(id), known), 0) || 1;
}

/** Describe what the pointer is on. */
async function watch() {
  const element = document.getElementById("wheel");
  if (element?.dataset.state !== "drawn") return;
  const known = await emotions();
  const echarts = await import("./vendor/echarts/echarts.mjs");
  echarts.getInstanceByDom(element).on("mouseover", ({ data }) => {
    if (data?.emotion) describe(data.emotion, known);
  });
}

function describe(emotion, known) {
  const [name, way, what, vad] = ["h2", "p", "p", "p"].map((tag) => document.createElement(tag));
  panel.dataset.primary = emotion.primary;
  name.textContent = emotion.label;
  way.className = "soft small";
  way.textContent = path(emotion, known).map((above) => above.label).join(" › ");
  what.textContent = emotion.definition;
  vad.className = "soft small";
  vad.textContent = emotion.vad ? vadText(emotion.vad) : "";
  panel.replaceChildren(name, way, what, vad);
}
