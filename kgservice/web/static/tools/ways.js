// A way from one emotion to another: by what leads to what, along the line between them in VAD space, or by the tree.

import { vadText } from "../emotions.js";
import { chip } from "./bars.js";
import { element, find, speaker } from "./elements.js";
import { askJson, newest } from "./service.js";
import { vadMap } from "./vadmap.js";

const NONE = "No leads-to statements join these two. Try the line in VAD space.";
const LONGEST = 300; // characters of an id that are sent; the service takes no more than 200

const say = speaker("way-said");
const map = vadMap("way");

const named = (id) => find(id).value.trim().slice(0, LONGEST);

const look = newest(async (signal) => {
  const params = { from: named("start"), to: named("goal"), via: find("via").value };
  try {
    draw(await askJson("api/v1/path", { params, signal }));
  } catch (error) {
    if (signal.aborted) return;
    find("stops").replaceChildren();
    say(error.message, true);
  }
});

function draw(way) {
  find("stops").replaceChildren(...way.items.map(stop));
  map.way(way.items);
  const sure = way.confidence === null ? "" : ` Confidence ${way.confidence.toFixed(2)}, the product of its links.`;
  say(way.items.length ? `${way.items.length} stops.${sure}` : NONE);
}

function stop({ emotion, vad, links, distance }) {
  const facts = [vad && vadText(vad), distance && `${distance.toFixed(2)} from the line`].filter(Boolean).join("; ");
  const led = links.map((link) =>
    element("li", {}, `${link.kind}, ${link.source}, confidence ${link.confidence.toFixed(2)}: ${link.evidence}`),
  );
  const below = led.length ? [element("ul", { class: "soft small" }, ...led)] : [];
  return element("li", {}, chip(emotion), element("small", { class: "soft" }, ` ${facts}`), ...below);
}

find("ways").addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
for (const id of ["start", "goal", "via"]) find(id).addEventListener("change", () => look());
look();
