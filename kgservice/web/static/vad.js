// The page of the VAD space: the map with its choice of axes, and the cloud once it is asked for.
import { cloud, turn } from "./cloud.js";
import { address } from "./emotions.js";
import { map } from "./map.js";
import { plot } from "./plots.js";

const buttons = [...document.querySelectorAll("[data-axes]")];
let axes = ["valence", "arousal"];

const again = await plot("map", (element) => map({ axes, isSmall: element.clientWidth < 560 }), ({ data }) => {
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
document.getElementById("show-cloud")?.addEventListener("click", async ({ target }) => {
  target.disabled = true;
  await cloud(place);
  for (const button of document.querySelectorAll("[data-turn]")) button.disabled = false;
});
for (const button of document.querySelectorAll("[data-turn]")) {
  button.addEventListener("click", () => turn(...button.dataset.turn.split(" ").map(Number)));
}
