// What pages of documentation do: copy a block of code, and fold the list of pages away on a small screen.
function copyable(block) {
  const box = document.createElement("div");
  const button = document.createElement("button");
  box.className = "copyable";
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  block.replaceWith(box);
  box.append(block, button);
}

document.querySelectorAll(".prose pre").forEach(copyable);
if (matchMedia("(max-width: 48rem)").matches) document.querySelector(".menu").open = false;
