// The review page: one candidate at a time, one key a ruling. What a ruling is, the service knows; this only shows and
// asks. Every text becomes a text node, never markup.

const find = (id) => document.getElementById(id);
const FILTERS = ["emotion", "primary", "status", "route", "source", "ruled_by", "text", "order"];
const KEYS = [
  ["a", "Accept", "the term speaks for this emotion", () => rule({ verdict: "accept" })],
  ["w", "Weigh", "accept, with a weight of yours", weigh],
  ["r", "Reject", "it does not", () => rule({ verdict: "reject" })],
  ["m", "Move", "it speaks for another emotion instead", move],
  ["s", "Split", "it speaks for another emotion as well", split],
  ["k", "Skip", "come back to it at the end; nothing is recorded", () => rule({ verdict: "skip" })],
  ["n", "Note", "say something about it", note],
  ["u", "Undo", "take back your newest ruling or note, also one of another day", undo],
  ["f", "Filter", "choose which candidates to see, and in which order", chooseFilter],
  ["c", "Conflicts", "see contradicting rulings; what you rule there adjudicates", toggleConflicts],
  ["?", "Help", "this list", help],
  ["q", "Quit", "stop; everything is kept already", quit],
];
const state = { name: "", token: "", filter: {}, conflicts: false, cursor: 0, waiting: 0, card: null, ruled: 0 };
let busy = false;

// Drawing

function element(tag, text = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function list(tag, lines, isMarked = () => false) {
  const made = element(tag);
  lines.forEach((line, at) => made.append(element("li", line, isMarked(at) ? "proposed" : "")));
  return made;
}

function said(ruling) {
  const outcome = ruling.verdict + (ruling.to ? ` to ${ruling.to}` : "");
  const weights = [ruling.weight, ruling.to_weight].filter((weight) => weight !== null).join(" and ");
  return `${ruling.reviewer}: ${outcome}${weights ? ` (${weights})` : ""}${ruling.note ? `: ${ruling.note}` : ""}`;
}

function section(parts, title, lines) {
  if (lines.length) parts.push(element("h3", title), list("ul", lines));
}

function cardParts(card) {
  const title = element("h2", card.term);
  title.append(" ", element("small", card.pos));
  const valence = card.valence === null ? "unknown" : `${card.valence} ${card.valence_method}`;
  const parts = [
    title,
    element("p", card.gloss),
    element("p", `${card.status}: ${card.reason} · valence ${valence} · routes: ${card.routes.join(", ")}`, "dim"),
    list(
      "ol",
      card.contenders.map((k) => `${k.emotion}${k.similarity === null ? "" : ` ${k.similarity.toFixed(3)}`}: ${k.definition}`),
      (at) => card.contenders[at].emotion === card.emotion,
    ),
  ];
  section(parts, "Examples", card.examples);
  section(parts, "Notes", card.notes.map((n) => `${n.reviewer}: ${n.note}`));
  section(parts, "You", card.own ? [said(card.own)] : []);
  section(parts, "Others", card.others === null ? ["hidden until you have ruled"] : card.others.map(said));
  section(parts, "Adjudicated", card.adjudication ? [said(card.adjudication)] : []);
  return parts;
}

function draw(message = "") {
  const mode = state.conflicts ? " · adjudicating" : "";
  find("where").textContent = `${state.name} · ${state.waiting} waiting${mode} · ${state.ruled} ruled`;
  const nothing = [element("p", "Nothing is left here. f: another filter, u: undo.")];
  find("card").replaceChildren(...(state.card ? cardParts(state.card) : nothing));
  find("said").textContent = message;
}

// Talking with the service

async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${state.token}` };
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(`api/v1/review/${path}`, { method, headers, body: body && JSON.stringify(body) });
  const given = await answer.json();
  if (!answer.ok) throw new Error(given.detail);
  return given;
}

async function page(filter, cursor) {
  const wanted = { annotator: state.name, limit: 1, cursor, conflicts: state.conflicts, ...filter };
  return call("GET", `queue?${new URLSearchParams(wanted)}`);
}

async function next(message = "", ruled = null) {
  const isRuled = (card) => ruled && card && card.term === ruled.term && card.emotion === ruled.emotion;
  let found = await page(state.filter, state.cursor);
  if (isRuled(found.items[0])) found = await page(state.filter, ++state.cursor);
  if (!found.items.length && state.cursor && !state.filter.ruled_by) found = await page(state.filter, (state.cursor = 0));
  [state.card, state.waiting] = [found.items[0] ?? null, found.waiting];
  draw(message);
}

async function rule(given) {
  if (!state.card) return;
  const { term, emotion } = state.card;
  const asked = { annotator: state.name, term, emotion, adjudicate: state.conflicts, ...given };
  const answer = await call("POST", "decisions", asked);
  if (!answer.decision) return next(`${term}: skipped`);
  state.ruled += 1;
  const others = (answer.card.others ?? []).map(said);
  const message = [`${term}, ${emotion}: ${said(answer.decision)}`, ...others].join(" · ");
  if (given.verdict !== "note") return next(message, { term, emotion });
  state.card = answer.card;
  draw(message);
}

async function undo() {
  const { decision, card } = await call("POST", "undo", { annotator: state.name });
  if (!decision) return draw("There is nothing to undo.");
  state.ruled -= 1;
  if (!card) return next(`Taken back: ${decision.term}, ${said(decision)}`);
  state.card = card;
  draw(`Taken back: ${decision.term}, ${said(decision)}`);
}

// Asking

// Shows fields ({name: {label, value, type}}) and gives what was typed, or null when left; `more` adds to the form.
function ask(title, fields, more = () => {}) {
  const form = find("form");
  const inputs = Object.entries(fields).map(([name, { label, value = "", type = "text" }]) => {
    const input = Object.assign(document.createElement("input"), { name, type, value, autocomplete: "off" });
    const line = element("label", label);
    line.append(input);
    form.append(line);
    return input;
  });
  form.prepend(Object.assign(element("h2", title), { id: "ask-title" }));
  more(form, inputs);
  form.append(Object.assign(element("button", "OK", "main"), { value: "given" }));
  const dialog = find("ask");
  dialog.returnValue = "";
  return new Promise((resolve) => {
    dialog.onclose = () => {
      const typed = Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]));
      form.replaceChildren();
      resolve(dialog.returnValue === "given" ? typed : null);
    };
    dialog.showModal();
    inputs[0]?.focus();
  });
}

function weightOf(typed) {
  const weight = typed === "" ? null : Number(typed.replace(",", "."));
  if (Number.isNaN(weight)) throw new Error(`"${typed}" is no weight. Write a number from 0.01 to 1, or nothing.`);
  return weight;
}

const weightField = (emotion) => ({ label: `weight for ${emotion}, 0.01 to 1 (empty: computed)` });

async function weigh() {
  if (!state.card) return;
  const typed = await ask(`Accept ${state.card.term}`, { weight: weightField(state.card.emotion) });
  if (typed) await rule({ verdict: "accept", weight: weightOf(typed.weight) });
}

async function askEmotion(what) {
  const own = state.card.emotion;
  const contenders = state.card.contenders.map((k) => k.emotion).filter((emotion) => emotion !== own);
  let offered = contenders;
  const typed = await ask(`${what} ${state.card.term} (${own}) to`, { to: { label: "a number, or part of a name" } }, (form, [input]) => {
    const shown = element("div");
    const show = () => shown.replaceChildren(list("ol", offered));
    input.oninput = async () => {
      const text = input.value.trim();
      if (/^\d+$/.test(text)) return;
      const found = text ? (await call("GET", `emotions?${new URLSearchParams({ q: text })}`)).items : null;
      if (input.value.trim() !== text) return; // typed on meanwhile
      offered = found ? found.map((emotion) => emotion.id) : contenders;
      show();
    };
    form.append(shown);
    show();
  });
  if (!typed || !typed.to) return null;
  if (/^\d+$/.test(typed.to)) return offered[Number(typed.to) - 1] ?? null;
  const { items } = await call("GET", `emotions?${new URLSearchParams({ q: typed.to })}`);
  if (!items.length) throw new Error(`No emotion is like "${typed.to}".`);
  return items[0].id;
}

async function move() {
  const to = state.card && (await askEmotion("Move"));
  if (to) await rule({ verdict: "reassign", to });
}

async function split() {
  const to = state.card && (await askEmotion("Split"));
  if (!to) return;
  const fields = { weight: weightField(state.card.emotion), to_weight: weightField(to) };
  const typed = await ask(`Split ${state.card.term}`, fields);
  const weights = typed && { weight: weightOf(typed.weight), to_weight: weightOf(typed.to_weight) };
  if (weights) await rule({ verdict: "split", to, ...weights });
}

async function note() {
  if (!state.card) return;
  const typed = await ask(`Note about ${state.card.term}`, { note: { label: "note" } });
  if (typed?.note) await rule({ verdict: "note", note: typed.note });
}

async function chooseFilter() {
  const fields = Object.fromEntries(FILTERS.map((name) => [name, { label: name, value: state.filter[name] }]));
  const typed = await ask("Which candidates? Empty leaves all in; order: margin, term, uses.", fields);
  if (!typed) return;
  const filter = Object.fromEntries(Object.entries(typed).filter(([, value]) => value));
  await page(filter, 0); // raises what is wrong before anything changes
  [state.filter, state.cursor] = [filter, 0];
  await next();
}

async function toggleConflicts() {
  [state.conflicts, state.cursor] = [!state.conflicts, 0];
  await next();
}

async function help() {
  await ask("Keys", {}, (form) => form.append(list("ul", KEYS.map(([key, name, what]) => `${key} ${name}: ${what}`))));
}

async function quit() {
  state.card = null;
  draw(`${state.name}: ${state.ruled} ruled, all kept. This page can be closed.`);
}

// Beginning

async function act(what) {
  if (busy || find("ask").open) return;
  busy = true;
  try {
    await what();
  } catch (error) {
    draw(error.message);
  } finally {
    busy = false;
  }
}

// Shows the first candidate and gives "", or gives what to ask or tell before that.
async function problem() {
  if (!state.name || !state.token) return "Who is reviewing?";
  try {
    await next();
    return "";
  } catch (error) {
    return error.message;
  }
}

async function begin() {
  const given = document.querySelector('meta[name="review-token"]').content;
  state.token = given || sessionStorage.getItem("review-token") || "";
  state.name = localStorage.getItem("review-annotator") || "";
  for (let title = await problem(); title; title = await problem()) {
    const fields = { name: { label: "your name, kept with each decision", value: state.name.slice(0, 60) } };
    if (!given) fields.token = { label: "review token", type: "password" };
    const typed = await ask(title, fields);
    [state.name, state.token] = [typed?.name ?? "", given || typed?.token || ""];
  }
  localStorage.setItem("review-annotator", state.name);
  if (!given) sessionStorage.setItem("review-token", state.token);
}

for (const [key, name, what, action] of KEYS) {
  const button = element("button");
  button.append(element("kbd", key), ` ${name}`);
  button.title = what;
  button.onclick = () => {
    button.blur();
    act(action);
  };
  find("keys").append(button);
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || find("ask").open) return;
  const pressed = KEYS.find(([key]) => key === event.key);
  if (!pressed) return;
  event.preventDefault();
  act(pressed[3]);
});
begin();
