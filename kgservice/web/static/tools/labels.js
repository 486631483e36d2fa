// Labels of one scheme into another, with what is lost; one label or a list of them.

import { COLUMNS, line, losses, written } from "./conversions.js";
import { counted, find, speaker } from "./elements.js";
import { readRows, writeRows } from "./rows.js";
import { copies, save } from "./saving.js";
import { askJson, newest } from "./service.js";

const MOST = 500; // different labels that are converted
const AT_ONCE = 6; // requests
const LONGEST = 300; // characters of a label that are sent; the service takes no more than 200
const LINKED = 50; // labels that a link carries
const say = speaker("convert-said");
let rows = []; // what is shown: see conversions.js
let begun = false; // the address is kept as it came until something is converted by hand
const schemes = new Map();

const labelsGiven = () =>
  find("labels")
    .value.split("\n")
    .map((line) => line.trim().slice(0, LONGEST))
    .filter(Boolean);

const convert = newest(async (signal) => {
  const counts = new Map();
  for (const label of labelsGiven()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = [...counts.keys()];
  const ends = { from: find("from").value, to: find("to").value };
  if (begun) remember(ends, labels);
  begun = true;
  try {
    const found = await converted(labels.slice(0, MOST), ends, signal);
    rows = found.map((row) => ({ ...row, count: counts.get(row.given) }));
    draw(labels.length);
  } catch (error) {
    if (!signal.aborted) say(error.message, true);
  }
});

async function converted(labels, ends, signal) {
  const found = new Array(labels.length);
  const left = labels.entries();
  const work = async () => {
    for (const [at, label] of left) found[at] = await one(label, ends, signal);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

// A fault of the label is told in its row, any other ends the conversion.
async function one(given, ends, signal) {
  try {
    return { ...(await askJson("api/v1/convert", { params: { ...ends, label: given }, signal })), ...ends, given };
  } catch (error) {
    if (![404, 422].includes(error.facts?.status)) throw error;
    return { ...ends, given, loss: "unknown", items: [], problem: error.message };
  }
}

function draw(total) {
  find("conversions").replaceChildren(...rows.map(line));
  find("losses").replaceChildren(...losses(rows));
  find("save").disabled = !rows.length;
  if (!rows.length) return say("Type a label first.");
  const unknown = rows.filter((row) => row.problem);
  const missed = unknown.length ? ` ${counted(unknown.length)} not found in ${unknown[0].from}.` : "";
  const cut =
    total > MOST ? ` Only the first ${counted(MOST)} of ${counted(total)} different ones were converted.` : "";
  say(`${counted(rows.length)} different labels.${missed}${cut}`);
}

function remember({ from, to }, labels) {
  const address = new URL(location.href);
  address.search = new URLSearchParams([
    ["from", from],
    ["to", to],
    ...labels.slice(0, LINKED).map((label) => ["label", label]),
  ]);
  if (address.href.length < 8000) history.replaceState(null, "", address);
}

async function offer() {
  const name = find("from").value;
  if (!schemes.has(name)) schemes.set(name, (await askJson(`api/v1/schemes/${encodeURIComponent(name)}`)).labels);
  return schemes.get(name);
}

async function download() {
  const name = `${find("from").value}-to-${find("to").value}.csv`;
  save(name, await writeRows(COLUMNS, rows.flatMap(written)), "text/csv");
}

async function fill() {
  const labels = await offer();
  find("labels").value = labels.map(({ label }) => label).join("\n");
  return convert();
}

// Fills the list with the column of a file that holds most labels of the scheme.
async function open(file) {
  try {
    const table = await readRows(file);
    const known = new Set(
      (await offer()).flatMap(({ id, label, altLabels }) =>
        [id, label, ...altLabels].map((name) => name.toLowerCase()),
      ),
    );
    const hits = (at) => table.rows.filter((row) => known.has((row[at] ?? "").trim().toLowerCase())).length;
    const best = table.columns.reduce((found, _, at) => (hits(at) > hits(found) ? at : found), 0);
    find("labels").value = table.rows.map((row) => row[best] ?? "").join("\n");
    await convert();
    find("file-said").textContent = [`Column “${table.columns[best]}” of ${file.name}.`, ...table.remarks].join(" ");
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
  const shown = rows.flatMap((row) => row.items.map(({ label }) => label)).filter(Boolean);
  find("labels").value = [...new Set(shown)].join("\n");
  convert();
});
find("fill").addEventListener("click", () => fill().catch((error) => say(error.message, true)));
find("labels-file").addEventListener("change", ({ target }) => target.files.length && open(target.files[0]));
find("save").addEventListener("click", () => download().catch((error) => say(error.message, true)));
copies(find("share"), () => location.href);
convert();
