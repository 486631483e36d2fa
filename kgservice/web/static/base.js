// What every page does: the button that changes between light and dark.
import { isDark, setDark } from "./colours.js";

const button = document.getElementById("theme");

function name() {
  button.textContent = isDark() ? "Light" : "Dark";
  button.setAttribute("aria-label", `Change to ${isDark() ? "light" : "dark"} colours`);
}

button.addEventListener("click", () => {
  setDark(!isDark());
  name();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
button.hidden = false;
name();
