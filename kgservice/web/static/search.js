// Suggestions under the search box: emotions first, then terms that begin alike. A combobox as WAI-ARIA describes it.

const root = document.documentElement.dataset.root;
const input = document.getElementById("q");
const list = document.getElementById("suggestions");
const PAUSE = 120;
const MOST = 8;
const ASKED = 60;
let pause;
let chosen = -1;

input.setAttribute("role", "combobox");
input.setAttribute("aria-controls", list.id);
input.setAttribute("aria-autocomplete", "list");
show([]);

input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(suggest, PAUSE);
});
input.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && !list.hidden) {
    event.preventDefault();
    choose((chosen + step + list.children.length + 1) % (list.children.length + 1));
  } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
    event.preventDefault();
    location.href = list.children[chosen].dataset.address;
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault(); // a browser would empty the box
    show([]);
  }
});
input.addEventListener("blur", () => setTimeout(() => show([]), 150));

async function suggest() {
  const text = input.value.trim();
  if (!text) return show([]);
  const asked = encodeURIComponent(text);
  const [emotions, terms] = await Promise.all([
    items(`emotions?q=${asked}&limit=${MOST}&fields=id,label`),
    items(`terms?prefix=${asked}&limit=${ASKED}&fields=term,iri`),
  ]);
  if (text !== input.value.trim()) return undefined; // typed on meanwhile
  const begins = (emotion) => !emotion.label.startsWith(text.toLowerCase());
  emotions.sort((a, b) => begins(a) - begins(b));
  terms.sort((a, b) => a.term.length - b.term.length);
  return show([
    ...emotions.slice(0, MOST - 3).map(({ id, label }) => ({ name: label, kind: "emotion", address: `${root}/emotion/${id}` })),
    ...terms.map(({ term, iri }) => ({ name: term, kind: "term", address: `${root}/term/${iri.split("/term/")[1]}` })),
  ].slice(0, MOST));
}

async function items(query) {
  const answer = await fetch(`${root}/api/v1/${query}`);
  return answer.ok ? (await answer.json()).items : [];
}

function show(found) {
  list.replaceChildren(...found.map(row));
  list.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  choose(found.length);
}

function row({ name, kind, address }, place) {
  const item = document.createElement("li");
  const said = document.createElement("span");
  item.id = `suggestion-${place}`;
  item.setAttribute("role", "option");
  item.dataset.address = address;
  item.textContent = name;
  said.className = "soft small";
  said.textContent = kind;
  item.append(" ", said);
  item.addEventListener("mousedown", () => { location.href = address; });
  return item;
}

/** Mark a suggestion; the place after the last stands for the box itself. */
function choose(place) {
  chosen = place < list.children.length ? place : -1;
  [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
  if (chosen >= 0) input.setAttribute("aria-activedescendant", list.children[chosen].id);
  else input.removeAttribute("aria-activedescendant");
}
