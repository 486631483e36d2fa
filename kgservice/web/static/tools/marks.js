// A text with its evidence marked. Offsets count characters as the service does, not the halves that JavaScript counts;
// every part of the text becomes a text node, never markup.

import { element } from "./elements.js";
import { label, primary } from "./names.js";

const MOST = 500; // marks; each costs the page a little time

export function marked(text, evidence) {
  const characters = Array.from(text);
  const parts = [];
  let end = 0;
  for (const place of evidence.slice(0, MOST)) {
    parts.push(characters.slice(end, place.start).join(""), mark(place));
    end = place.end;
  }
  return [...parts, characters.slice(end).join("")];
}

function mark(place) {
  const said = spokenFor(place);
  const more = describe(place);
  return element(
    "mark",
    { "data-primary": said ? primary(said) : "none", class: place.negated && "negated", title: more },
    element("span", {}, place.text),
    element("small", { "aria-hidden": "true" }, said ? label(said) : `not ${label(place.emotion)}`),
    element("span", { class: "hidden-text" }, ` (${more}) `),
  );
}

// Says what a place speaks for and what acted on it.
export function describe(place) {
  const speaks = `${label(place.emotion)}, weight ${place.weight.toFixed(2)} by “${place.term}” (${place.source})`;
  const changed = place.intensity === 1 ? [] : [`intensity ${place.intensity.toFixed(2)}`];
  const turned = place.negated ? [place.opposite ? `turned into ${label(place.opposite)}` : "taken away"] : [];
  return [speaks, ...changed, ...turned, ...place.modifiers, ...place.flags].join("; ");
}

// The emotion that a place speaks for: its own or, where it is negated, the opposite, maybe none.
function spokenFor(place) {
  return place.negated ? place.opposite : place.emotion;
}
