// A point of VAD space, set by three sliders: the emotions nearest to it, and the mixture that it is.

import { bars, chip } from "./bars.js";
import { element, find } from "./elements.js";
import { askJson, newest } from "./service.js";
import { vadMap } from "./vadmap.js";

const DIMENSIONS = ["valence", "arousal", "dominance"];
const COUNT = 8;
const PAUSE_MS = 120;

const map = vadMap("map");
const point = () => Object.fromEntries(DIMENSIONS.map((name) => [name, Number(find(name).value)]));

const look = newest(async (signal) => {
  const params = { ...point(), limit: COUNT };
  const tier = find("tier").value;
  map.point(point(), "the point");
  try {
    const [near, mixture] = await Promise.all([
      askJson("api/v1/vad/nearest", { params, signal }),
      askJson("api/v1/vad/distribution", { params: tier ? { ...params, tier } : params, signal }),
    ]);
    find("nearest").replaceChildren(...near.items.map(row));
    find("mixture").replaceChildren(
      bars(mixture.items.map(({ probability, emotion }) => ({ emotion: emotion.id, score: probability }))),
    );
    find("mixture-said").textContent = "";
  } catch (error) {
    if (!signal.aborted) find("mixture-said").textContent = error.message;
  }
});

function row({ distance, emotion }) {
  return element(
    "tr",
    {},
    element("td", {}, chip(emotion.id)),
    element("td", { class: "number" }, distance.toFixed(2)),
  );
}

let waiting = null;
for (const name of DIMENSIONS) {
  const [slider, number] = [find(name), find(`${name}-number`)];
  const set = (from, to) => () => {
    if (!from.checkValidity() || from.value === "") return;
    to.value = from.value;
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE_MS);
  };
  slider.addEventListener("input", set(slider, number));
  number.addEventListener("input", set(number, slider));
}
find("tier").addEventListener("change", () => look());
look();
