// The VAD plane as a map of all emotions: for the page of the VAD space, and for whoever shows a point among them.
import { colour } from "./colours.js";
import { emotions, vadText } from "./emotions.js";
import { tooltip, wrapped } from "./plots.js";

const SIZE = { 1: 20, 2: 13, 3: 8, null: 9 };

/**
 * The ECharts option of a map. `axes`: two of "valence", "arousal", "dominance". `points`: further points to show above
 * the emotions, each `{ name, vad }` with an optional `colour`. `line`: whether the points are joined in their order.
 */
export async function map({ axes = ["valence", "arousal"], points = [], line = false, isSmall = false } = {}) {
  const known = [...(await emotions()).values()].filter((emotion) => emotion.vad);
  return {
    grid: { left: 46, right: 18, top: 18, bottom: 42 },
    xAxis: axis(axes[0], 24), yAxis: axis(axes[1], 30),
    tooltip: tooltip(({ data }) => described(data)),
    series: [
      { ...dots(known.map((emotion) => spot(emotion, axes, isSmall)), isSmall), silent: false },
      ...(points.length ? [marks(points, axes, line)] : []),
    ],
  };
}

function axis(name, nameGap) {
  return {
    type: "value", name, nameGap, nameLocation: "middle", min: -1, max: 1,
    nameTextStyle: { color: colour("soft"), fontSize: 13 },
    axisLabel: { color: colour("soft") },
    axisLine: { show: true, onZero: true, lineStyle: { color: colour("edge") } },
    splitLine: { lineStyle: { color: colour("line"), opacity: 0.6 } },
  };
}

function spot(emotion, axes, isSmall) {
  return {
    name: emotion.label, emotion,
    value: axes.map((name) => emotion.vad[name]),
    symbolSize: SIZE[emotion.tier] * (isSmall ? 0.6 : 1),
    itemStyle: { color: colour(emotion.primary), opacity: emotion.tier === 1 ? 1 : 0.75, borderColor: colour("page"), borderWidth: 1 },
    label: {
      position: emotion.vad[axes[0]] > 0.7 ? "left" : "right", // so that the edge cuts no name
      ...(emotion.tier === 1 ? { fontWeight: 700, fontSize: isSmall ? 11 : 14 } : {}),
    },
  };
}

function dots(data, isSmall) {
  data.sort((a, b) => b.symbolSize - a.symbolSize);
  return {
    type: "scatter", data,
    label: {
      show: true, distance: 4, formatter: "{b}", color: colour("ink"), fontSize: isSmall ? 8 : 11,
      textBorderColor: colour("page"), textBorderWidth: 2,
    },
    labelLayout: { hideOverlap: true },
    emphasis: { focus: "self", scale: 1.4, label: { show: true, fontWeight: 700 } },
  };
}

function marks(points, axes, line) {
  return {
    type: line ? "line" : "scatter", symbol: "diamond", symbolSize: 22, z: 5, smooth: false,
    lineStyle: { color: colour("ink"), width: 2 },
    data: points.map((point) => ({
      name: point.name, point, value: axes.map((name) => point.vad[name]),
      itemStyle: { color: point.colour ?? colour("ink"), borderColor: colour("page"), borderWidth: 2 },
    })),
    label: { show: true, position: "top", formatter: "{b}", color: colour("ink"), fontWeight: 700, textBorderColor: colour("page"), textBorderWidth: 3 },
  };
}

function described({ name, emotion, point }) {
  const text = emotion ? `${wrapped(emotion.definition)}\n` : "";
  return `${name}\n${text}${vadText((emotion ?? point).vad)}`;
}
