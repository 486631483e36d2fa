// Labels of one scheme into another, with what is lost; one label or a list of them.

import { counted, element, find } from "./elements.js";
import { isEmotion, label as nameOf, primary } from "./names.js";
import { readRows, writeRows } from "./rows.js";
import { copies, save } from "./saving.js";
import { ROOT, askJson, newest } from "./service.js";

const MOST = 500; // different labels that are converted
const AT_ONCE = 6; // requests
const LONGEST = 300; // characters of a label that are sent; the service takes no more than 200
const LINKED = 50; // labels that a link carries
const LOSSES = {
  exact: "the same",
  close: "nearly the same",
  broader: "becomes a wider label: the finer meaning is lost",
  narrower: "becomes a finer label: it says more than was given",
  ambiguous: "several fit equally well: choose one",
  none: "has no counterpart",
};

const state = { from: "", to: "", rows: [] };
let begun = false; // the address is kept as it came until something is converted by hand
const schemes = new Map();

const labelsGiven = () => find("labels").value.split("\n").map((line) => line.trim().slice(0, LONGEST)).filter(Boolean);

const convert = newest(async (signal) => {
  const counts = new Map();
  for (const label of labelsGiven()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = [...counts.keys()];
  Object.assign(state, { from: find("from").value, to: find("to").value });
  if (begun) remember(labels);
  begun = true;
  try {
    state.rows = await converted(labels.slice(0, MOST), signal);
    state.rows.forEach((row) => (row.count = counts.get(row.given)));
    draw(labels.length);
  } catch (error) {
    if (!signal.aborted) say(error.message, true);
  }
});

async function converted(labels, signal) {
  const rows = new Array(labels.length);
  const left = labels.entries();
  const work = async () => {
    for (const [at, label] of left) rows[at] = await one(label, signal);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rows;
}

// A fault of the label is told in its row, any other ends the conversion.
async function one(given, signal) {
  try {
    return { given, ...(await askJson("api/v1/convert", { params: { from: state.from, to: state.to, label: given }, signal })) };
  } catch (error) {
    if (![404, 422].includes(error.facts?.status)) throw error;
    return { given, loss: "unknown", items: [], problem: error.message };
  }
}

function draw(total) {
  find("conversions").replaceChildren(...state.rows.map(line));
  find("losses").replaceChildren(...summary());
  const cut = total > MOST ? ` Only the first ${counted(MOST)} of ${counted(total)} different labels were converted.` : "";
  const unknown = state.rows.filter((row) => row.problem).length;
  const missed = unknown ? ` ${counted(unknown)} not found in ${state.from}.` : "";
  say(state.rows.length ? `${counted(state.rows.length)} different labels.${missed}${cut}` : "Type a label first.");
  find("save").disabled = !state.rows.length;
}

function line(row) {
  const cells = row.problem ? [element("span", { class: "fault" }, row.problem)] : row.items.map(target);
  const sure = row.items[0]?.confidence;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, row.given, row.count > 1 ? element("small", {}, ` × ${counted(row.count)}`) : ""),
    element("td", {}, element("span", { class: "chips" }, ...cells)),
    element("td", {}, element("span", { class: `loss ${row.loss}` }, row.loss), " ", element("small", {}, LOSSES[row.loss] ?? "")),
    element("td", { class: "number" }, sure === undefined ? "" : sure.toFixed(2)),
    element("td", { class: "small" }, [...new Set(row.items.map(why))].join(" ")),
  );
}

function why({ via, comment }) {
  const passed = via.length ? `Via ${via.map(nameOf).join(" › ")}.` : "";
  return [passed, comment && `${comment[0].toUpperCase()}${comment.slice(1)}.`].filter(Boolean).join(" ");
}

function target({ id, label }) {
  if (id === null) return element("span", { class: "soft" }, "nothing fits");
  const path = state.to === "tone" ? `emotion/${encodeURIComponent(id)}` : `scheme/${encodeURIComponent(state.to)}/${encodeURIComponent(id)}`;
  const hue = isEmotion(id) ? { "data-primary": primary(id) } : {};
  return element("a", { class: "chip", href: new URL(path, ROOT).href, ...hue }, label);
}

// How many labels have which loss, as one bar and in words.
function summary() {
  const losses = [...Object.keys(LOSSES), "unknown"];
  const counts = losses.map((loss) => [loss, state.rows.filter((row) => row.loss === loss).length]).filter(([, count]) => count);
  return counts.map(([loss, count]) => {
    const part = element("li", { class: `loss ${loss}` }, `${loss} ${counted(count)}`);
    part.style.setProperty("--share", count);
    return part;
  });
}

function say(message, isFault = false) {
  find("convert-said").textContent = message;
  find("convert-said").classList.toggle("fault", isFault);
}

function remember(labels) {
  const address = new URL(location.href);
  address.search = new URLSearchParams([["from", state.from], ["to", state.to], ...labels.slice(0, LINKED).map((label) => ["label", label])]);
  if (address.href.length < 8000) history.replaceState(null, "", address);
}

async function offer() {
  const name = find("from").value;
  if (!schemes.has(name)) schemes.set(name, (await askJson(`api/v1/schemes/${encodeURIComponent(name)}`)).labels);
  return schemes.get(name);
}

async function download() {
  const columns = ["label", "times", "from", "to", "becomes", "loss", "confidence", "via", "comment"];
  const rows = state.rows.flatMap((row) => {
    const items = row.items.length ? row.items : [{ id: null, confidence: "", via: [], comment: row.problem }];
    return items.map(({ id, confidence, via, comment }) => [row.given, row.count, state.from, state.to, id ?? "", row.loss, confidence, via.join("|"), comment]);
  });
  save(`${state.from}-to-${state.to}.csv`, await writeRows(columns, rows), "text/csv");
}

async function fill() {
  const labels = await offer();
  find("labels").value = labels.map(({ label }) => label).join("\n");
  return convert();
}

// Fills the list with the column of a file that holds most labels of the scheme.
async function open(file) {
  try {
    const { columns, rows, remarks } = await readRows(file);
    const known = new Set((await offer()).flatMap(({ id, label, altLabels }) => [id, label, ...altLabels].map((name) => name.toLowerCase())));
    const hits = (at) => rows.filter((row) => known.has((row[at] ?? "").trim().toLowerCase())).length;
    const best = columns.reduce((found, _, at) => (hits(at) > hits(found) ? at : found), 0);
    find("labels").value = rows.map((row) => row[best] ?? "").join("\n");
    await convert();
    find("file-said").textContent = [`Column “${columns[best]}” of ${file.name}.`, ...remarks].join(" ");
  } catch (error) {
    say(error.message, true);
  }
}

find("convert").addEventListener("submit", (event) => {
  event.preventDefault();
  convert();
});
for (const id of ["from", "to"]) find(id).addEventListener("change", () => convert());
find("labels").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) convert();
});
find("swap").addEventListener("click", () => {
  [find("from").value, find("to").value] = [find("to").value, find("from").value];
  find("labels").value = [...new Set(state.rows.flatMap((row) => row.items.map(({ label }) => label).filter(Boolean)))].join("\n");
  convert();
});
find("fill").addEventListener("click", fill);
find("labels-file").addEventListener("change", ({ target }) => target.files.length && open(target.files[0]));
find("save").addEventListener("click", () => download().catch((error) => say(error.message, true)));
copies(find("share"), () => location.href);
convert();
