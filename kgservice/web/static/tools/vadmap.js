// The map of the VAD space with a point or a way on it, drawn again for each new one.

import { colour } from "../colours.js";
import { address, vadText } from "../emotions.js";
import { map } from "../map.js";
import { plot } from "../plots.js";
import { find } from "./elements.js";
import { label, primary } from "./names.js";

// Makes the map in the element with an id; gives {point, way}, which show something on it.
export function vadMap(id) {
  let shown = {};
  let again;
  const draw = async () =>
    (again ??= plot(id, async () => quiet(await map(shown), shown.line), open)).then((redraw) => redraw());
  const say = (text) => find(id)?.setAttribute("aria-label", text);
  return {
    // `vad`: where it lies; null for none.
    point(vad, name) {
      shown = { points: vad ? [{ name, vad }] : [] };
      say(vad ? `${name} among the emotions: ${vadText(vad)}` : "The emotions in VAD space");
      return draw();
    },
    // `stops`: [{emotion, vad}]; those without a place are left out.
    way(stops) {
      const placed = stops.filter(({ vad }) => vad);
      shown = {
        line: true,
        points: placed.map(({ emotion, vad }) => ({ name: label(emotion), vad, colour: colour(primary(emotion)) })),
      };
      say(`The way on the map: ${placed.map(({ emotion }) => label(emotion)).join(", ")}`);
      return draw();
    },
  };
}

function open({ data }) {
  if (data?.emotion) location.href = address(data.emotion);
}

// Leaves only the names that matter here: those of the primaries, or of the stops, above and below in turn.
function quiet(option, isWay) {
  const [emotions, stops] = option.series;
  emotions.label.show = false;
  for (const dot of emotions.data) dot.label = { ...dot.label, show: !isWay && dot.emotion.tier === 1 };
  if (isWay) stops?.data.forEach((stop, at) => (stop.label = { position: at % 2 ? "bottom" : "top" }));
  return option;
}
