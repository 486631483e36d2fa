// The page of the VAD space: the map with its choice of axes, and the cloud once it is scrolled to.
import { cloud, turn } from "./cloud.js";
import { address, emotions } from "./emotions.js";
import { map } from "./map.js";
import { near, plot } from "./plots.js";

const buttons = [...document.querySelectorAll("[data-axes]")];
const asked = new URLSearchParams(location.search).get("emotion");
let axes = ["valence", "arousal"];

const again = await plot("map", async (element) => {
  const marked = (await emotions()).get(asked);
  const points = marked?.vad ? [{ name: marked.label, vad: marked.vad }] : [];
  return map({ axes, points, isSmall: element.clientWidth < 560 });
}, ({ data }) => {
  if (data?.emotion) location.href = address(data.emotion);
});

for (const button of buttons) {
  button.addEventListener("click", () => {
    axes = button.dataset.axes.split(" ");
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    again();
  });
}

const place = document.getElementById("cloud");
const turns = document.querySelectorAll("[data-turn]");
for (const button of turns) {
  button.addEventListener("click", () => turn(...button.dataset.turn.split(" ").map(Number)));
}
if (place) {
  await near(place);
  await cloud(place);
  for (const button of turns) button.disabled = place.dataset.state !== "drawn";
}
