// Draws with Apache ECharts, which is loaded once a plot comes near the window, after the page is painted.
import { colour, onTheme } from "./colours.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Draw into the element with an id, and again whenever theme or size change.
 *
 * `option` returns the ECharts option, asynchronously or not; it is asked each time, so that its colours fit the
 * theme. `click` gets what was clicked. Does nothing where the page has no such element. `data-state` becomes "drawn" or
 * "failed". Returns a function that draws again.
 */
export async function plot(id, option, click) {
  const element = document.getElementById(id);
  if (!element) return () => {};
  await near(element);
  try {
    const echarts = await import("./vendor/echarts/echarts.mjs");
    return await keepDrawn(echarts, element, option, click);
  } catch (error) {
    fail(element, error);
    return () => {};
  }
}

async function keepDrawn(echarts, element, option, click) {
  const first = await option(element);
  element.replaceChildren();
  const chart = echarts.init(element, null, { renderer: "canvas" });
  chart.setOption({ ...common(), ...first });
  element.dataset.state = "drawn";
  if (click) chart.on("click", click);
  const again = async () => {
    const next = await option(element);
    chart.clear(); // merging the option of a tree fails while the old one still moves, and so does resizing a network
    chart.resize();
    chart.setOption({ ...common(), ...next });
  };
  onTheme(again);
  new ResizeObserver(() => {
    if (element.clientWidth === chart.getWidth() && element.clientHeight === chart.getHeight()) return;
    again();
  }).observe(element);
  return again;
}

/** What every plot shares. Tooltips are drawn, not written as HTML: the page's policy forbids styles inside it. */
function common() {
  return {
    animation: !still.matches,
    animationDuration: 400,
    backgroundColor: "transparent",
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("ink") },
  };
}

export function tooltip(formatter) {
  return {
    renderMode: "richText", confine: true, formatter,
    backgroundColor: colour("surface"), borderColor: colour("edge"), borderWidth: 1, padding: 10,
    textStyle: { color: colour("ink"), fontSize: 13, lineHeight: 19 },
  };
}

/** Break a text into lines of about so many characters: drawn tooltips do not wrap. */
export function wrapped(text, width = 46) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1).length + word.length > width) lines.push("");
    lines[lines.length - 1] += (lines.at(-1) ? " " : "") + word;
  }
  return lines.join("\n");
}

/** Wait until an element is near the window, and the page is painted. */
export function near(element) {
  return new Promise((resolve) => {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(resolve));
    }, { rootMargin: "300px" });
    watch.observe(element);
  });
}

export function fail(element, error) {
  const said = document.createElement("p");
  said.className = "waiting";
  said.textContent = `The plot cannot be drawn: ${error.message} What it shows stands on this page as text, too.`;
  element.replaceChildren(said);
  element.dataset.state = "failed";
}
