// Labels the rows of a file: asks for the column, and sends its texts in batches that are small enough to be on their
// way before the answers come (a browser reads none before it has sent all).

import { bars, chip } from "./bars.js";
import { counted, element, find, speaker } from "./elements.js";
import { readRows, writeRows } from "./rows.js";
import { save } from "./saving.js";
import { ask, newest } from "./service.js";

const LONGEST = 5_000; // characters of a row that are labelled
const BATCH = 50_000; // characters of a batch
const SHOWN = 200; // rows in the table; the download has them all
const DIMENSIONS = ["valence", "arousal", "dominance"];
const ADDED = ["primary", "labels", "neutral", "intensity", ...DIMENSIONS, "problem"];

const say = speaker("rows-said");
const state = { name: "", columns: [], rows: [], column: 0, labelled: [] };

async function open(file) {
  label.stop();
  try {
    Object.assign(state, { name: file.name, labelled: [] }, await readRows(file));
  } catch (error) {
    return say(error.message, true);
  } finally {
    find("rows").hidden = false;
  }
  find("rows-title").textContent = state.name;
  find("column").replaceChildren(
    ...state.columns.map((name, at) => element("option", { value: at, selected: at === likely() }, name)),
  );
  draw();
  say([`${counted(state.rows.length)} rows.`, ...state.remarks].join(" "));
  find("label-rows").focus();
}

// The column with the longest texts among the first rows.
function likely() {
  const length = (at) => state.rows.slice(0, 20).reduce((sum, row) => sum + (row[at] ?? "").length, 0);
  return state.columns.reduce((best, _, at) => (length(at) > length(best) ? at : best), 0);
}

const label = newest(async (signal) => {
  state.labelled = [];
  state.column = Number(find("column").value);
  find("stop-rows").hidden = false;
  try {
    for (const batch of batches(state.rows.map(textOf))) {
      const answer = await ask("api/v1/classify/batch", { lines: batch.join(""), signal });
      state.labelled.push(
        ...(await answer.text())
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line)),
      );
      draw();
      say(`${counted(state.labelled.length)} of ${counted(state.rows.length)} rows labelled.${cut()}`);
    }
  } catch (error) {
    if (!signal.aborted) say(error.message, true);
  }
  find("stop-rows").hidden = true;
});

const textOf = (row) =>
  Array.from((row[state.column] ?? "").slice(0, 2 * LONGEST))
    .slice(0, LONGEST)
    .join("");

function* batches(texts) {
  let batch = [];
  let length = 0;
  for (const text of texts) {
    if (length + text.length > BATCH && batch.length) {
      yield batch;
      [batch, length] = [[], 0];
    }
    batch.push(`${JSON.stringify(text)}\n`);
    length += text.length;
  }
  if (batch.length) yield batch;
}

function cut() {
  const long = state.rows.filter((row) => (row[state.column] ?? "").length > LONGEST).length;
  return long ? ` Of ${counted(long)} long ones only the first ${counted(LONGEST)} characters.` : "";
}

function draw() {
  find("row-table").replaceChildren(...state.labelled.slice(0, SHOWN).map(line));
  const rest = state.labelled.length - SHOWN;
  find("row-rest").textContent = rest > 0 ? `${counted(rest)} more rows are in the download.` : "";
  find("row-summary").replaceChildren(...(state.labelled.length ? [bars(shares())] : []));
  find("save-rows").disabled = !state.labelled.length;
  find("row-answers").hidden = !state.labelled.length;
}

function line(answer, at) {
  const text = answer.text ?? "";
  const shown = answer.problem
    ? [element("span", { class: "fault" }, answer.problem.detail)]
    : answer.labels.length
      ? answer.labels.map(({ emotion }) => chip(emotion))
      : ["neutral"];
  const cells = [
    element("td", { class: "number" }, at + 1),
    element("td", {}, text.length > 240 ? `${text.slice(0, 240)}…` : text),
    element("td", {}, element("span", { class: "row" }, ...shown)),
  ];
  return element("tr", {}, ...cells);
}

// The share of the rows that each primary leads, the greatest first, and of the neutral ones.
function shares() {
  const counts = new Map();
  for (const { primary } of state.labelled) counts.set(primary ?? null, (counts.get(primary ?? null) ?? 0) + 1);
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.map(([emotion, count]) => ({ emotion, score: count / state.labelled.length }));
}

async function download() {
  const rows = state.labelled.map((answer, at) => [
    ...state.columns.map((_, column) => state.rows[at][column] ?? ""),
    ...added(answer),
  ]);
  save(
    `${state.name.replace(/\.\w+$/, "")}-labelled.csv`,
    await writeRows([...state.columns, ...ADDED], rows),
    "text/csv",
  );
}

function added({ primary, labels, neutral, intensity, vad, problem }) {
  const names = labels?.map(({ emotion, score }) => `${emotion} ${score.toFixed(4)}`).join("|");
  return [primary, names, neutral, intensity, ...DIMENSIONS.map((name) => vad?.[name]), problem?.detail].map(
    (value) => value ?? "",
  );
}

find("file").addEventListener("change", ({ target }) => target.files.length && open(target.files[0]));
find("label-rows").addEventListener("click", label);
find("stop-rows").addEventListener("click", () => {
  label.stop();
  find("stop-rows").hidden = true;
});
find("save-rows").addEventListener("click", download);
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  find("drop").classList.add("over");
});
document.addEventListener("dragleave", () => find("drop").classList.remove("over"));
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  find("drop").classList.remove("over");
  open(event.dataTransfer.files[0]);
});
