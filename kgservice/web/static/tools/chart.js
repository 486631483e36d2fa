// The rows of an answer as a chart: bars of a number by what it is a number of, or dots of one number by another.

import { colour } from "../colours.js";
import { plot, tooltip } from "../plots.js";
import { isNumber } from "./bindings.js";
import { counted, element, find } from "./elements.js";

const MOST = { bar: 40, scatter: 2_000 };

let option = () => ({});
let again;

// Offers the columns that a chart can be made of; shows none where no column holds numbers.
export function drawChart(answer, shorten) {
  const rows = answer?.results?.bindings ?? [];
  const names = answer?.head?.vars ?? [];
  const numeric = names.filter(
    (name) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || isNumber(row[name])),
  );
  find("charts").hidden = !numeric.length || names.length < 2;
  if (find("charts").hidden) return;
  const texts = names
    .filter((name) => !numeric.includes(name))
    .sort((one, other) => isIri(rows, one) - isIri(rows, other));
  offer(find("up"), numeric, numeric[0]);
  offer(find("across"), [...texts, ...numeric], texts[0] ?? numeric[1]);
  const draw = () => redraw(rows, find("across").value, find("up").value, numeric, shorten);
  find("up").onchange = find("across").onchange = draw;
  draw();
}

const isIri = (rows, name) => rows.some((row) => row[name]?.type === "uri");

function offer(list, names, chosen) {
  list.replaceChildren(...names.map((name) => element("option", { selected: name === chosen }, name)));
}

async function redraw(rows, across, up, numeric, shorten) {
  const kind = numeric.includes(across) ? "scatter" : "bar";
  const used = rows.filter((row) => row[across] && row[up]).slice(0, MOST[kind]);
  const pairs = used.map((row) => [row[across], Number(row[up].value)]);
  find("chart-said").textContent =
    rows.length > used.length ? `The first ${counted(used.length)} of ${counted(rows.length)} rows.` : "";
  find("chart")?.setAttribute("aria-label", `Chart of ${up} by ${across}; the table has its numbers`);
  find("chart")?.style.setProperty("height", kind === "bar" ? `${Math.max(8, 4 + 1.5 * used.length)}rem` : "");
  option = () => (kind === "bar" ? bar(pairs, up, shorten) : scatter(pairs, across, up));
  await (again ??= plot("chart", () => option())).then((drawn) => drawn());
}

function bar(pairs, up, shorten) {
  const names = pairs.map(([term]) => (term.type === "uri" ? shorten(term.value) : term.value));
  const label = { color: colour("soft"), width: 150, overflow: "truncate", interval: 0 };
  return {
    grid: { left: 8, right: 24, top: 12, bottom: 36, containLabel: true },
    tooltip: tooltip(({ name, value }) => `${name}\n${up} ${value}`),
    xAxis: axis(up),
    yAxis: { type: "category", inverse: true, data: names, axisLabel: label },
    series: [
      {
        type: "bar",
        data: pairs.map(([, number]) => number),
        itemStyle: { color: colour("accent"), borderRadius: 3 },
        barMaxWidth: 20,
      },
    ],
  };
}

function scatter(pairs, across, up) {
  const data = pairs.map(([term, number]) => [Number(term.value), number]);
  return {
    grid: { left: 56, right: 24, top: 12, bottom: 48 },
    tooltip: tooltip(({ value }) => `${across} ${value[0]}\n${up} ${value[1]}`),
    xAxis: axis(across),
    yAxis: axis(up),
    series: [{ type: "scatter", symbolSize: 9, data, itemStyle: { color: colour("accent"), opacity: 0.7 } }],
  };
}

function axis(name) {
  const soft = { color: colour("soft") };
  return {
    type: "value",
    scale: true,
    name,
    nameLocation: "middle",
    nameGap: 30,
    nameTextStyle: soft,
    axisLabel: soft,
    splitLine: { lineStyle: { color: colour("line") } },
  };
}
