// What pages of documentation do: copy a block of code, and fold the list of pages away on a small screen.
import { copies } from "./tools/saving.js";

for (const block of document.querySelectorAll(".prose pre")) {
  const box = document.createElement("div");
  const button = document.createElement("button");
  box.className = "copyable";
  button.type = "button";
  button.textContent = "Copy";
  copies(button, () => block.textContent);
  block.replaceWith(box);
  box.append(block, button);
}
if (matchMedia("(max-width: 48rem)").matches) document.querySelector(".menu").open = false;
