// Shares as bars: a list of emotions, each with its share as a bar and as a number.

import { address } from "../emotions.js";
import { element } from "./elements.js";
import { label, primary } from "./names.js";

// `scores`: [{emotion, score}], the best first, score 0 to 1; the emotion null stands for neutral.
export function bars(scores) {
  return element("ul", { class: "bars" }, ...scores.map(({ emotion, score }) => bar(emotion, score)));
}

function bar(id, score) {
  const track = element("span", { class: "track", "aria-hidden": "true" });
  track.style.setProperty("--share", `${(score * 100).toFixed(2)}%`);
  const name = id === null ? "neutral" : element("a", { href: address(id) }, label(id));
  const number = element("span", { class: "number" }, score.toFixed(2));
  return element(
    "li",
    { "data-primary": id === null ? "extension" : primary(id) },
    element("span", { class: "name" }, name),
    track,
    number,
  );
}

export function chip(id) {
  return element("a", { class: "chip", "data-primary": primary(id), href: address(id) }, label(id));
}
