// Emotion over the sentences of a text: its smoothed VAD as lines, the primary of each sentence as a dot, and the facts.

import { colour } from "../colours.js";
import { signed } from "../emotions.js";
import { plot, tooltip, wrapped } from "../plots.js";
import { chip } from "./bars.js";
import { counted, element, find } from "./elements.js";
import { label, primary } from "./names.js";

const STROKES = { valence: "solid", arousal: "dashed", dominance: "dotted" };
const DIMENSIONS = Object.keys(STROKES);
const LEAST = 3; // sentences that make a course
const MOST = 300; // sentences in the table

let points = [];
let again;

// `course`: what /api/v1/trajectory answers, or null for a text without several sentences.
export async function drawCourse(course) {
  const has = course !== null && course.sentences >= LEAST;
  for (const part of [find("course"), find("course-more")]) part?.toggleAttribute("hidden", !has);
  find("course-said").textContent = has ? said(course) : "A text of three sentences or more shows its course here.";
  if (!has) return;
  points = course.points;
  find("sentences").replaceChildren(...points.slice(0, MOST).map(row));
  find("course")?.setAttribute("aria-label", `Valence, arousal and dominance over ${course.sentences} sentences`);
  await (again ??= plot("course", lines)).then((redraw) => redraw());
}

function said({ sentences, emotional, shape, transitions }) {
  const shaped = shape ? ` Its shape is nearest to “${shape.name}” (${shape.course}).` : "";
  const [step] = transitions;
  const changed = step ? ` From ${label(step.from)} to ${label(step.to)} is its least plausible change.` : "";
  return `${counted(sentences)} sentences, ${counted(emotional)} of them emotional.${shaped}${changed}`;
}

const shortened = (text) => (text.length > 240 ? `${text.slice(0, 240)}…` : text);

function row(point) {
  const numbers = DIMENSIONS.map((name) =>
    element("td", { class: "number" }, point.vad ? signed(point.vad[name]) : ""),
  );
  const led = point.primary ? chip(point.primary) : "neutral";
  return element("tr", {}, element("td", {}, shortened(point.text)), element("td", {}, led), ...numbers);
}

function lines() {
  const soft = { color: colour("soft") };
  const edge = { lineStyle: { color: colour("edge") } };
  return {
    grid: { left: 44, right: 16, top: 34, bottom: 44 },
    legend: { top: 0, itemWidth: 34, itemStyle: { opacity: 0 }, textStyle: soft, data: DIMENSIONS },
    xAxis: {
      type: "category",
      name: "sentence",
      nameLocation: "middle",
      nameGap: 26,
      nameTextStyle: soft,
      axisLabel: soft,
      axisLine: edge,
      data: points.map(({ index }) => index + 1),
    },
    yAxis: { min: -1, max: 1, axisLabel: soft, splitLine: { lineStyle: { color: colour("line") } } },
    tooltip: tooltip(({ dataIndex }) => tip(points[dataIndex])),
    series: [...DIMENSIONS.map(smoothed), dots()],
  };
}

const tip = (point) => `${point.primary ? label(point.primary) : "neutral"}\n${wrapped(shortened(point.text))}`;

function smoothed(name) {
  const ink = colour(name === "valence" ? "ink" : "soft");
  const lineStyle = { color: ink, type: STROKES[name], width: name === "valence" ? 2.5 : 1.5 };
  return {
    type: "line",
    name,
    showSymbol: false,
    smooth: 0.3,
    data: points.map((point) => point.smoothed[name]),
    lineStyle,
    itemStyle: { color: ink },
  };
}

function dots() {
  const data = points.map((point) => ({
    value: point.vad?.valence ?? null,
    itemStyle: { color: colour(point.primary ? primary(point.primary) : "edge") },
  }));
  return { type: "scatter", name: "sentence", symbolSize: 11, data };
}
