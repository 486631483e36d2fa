// A file as rows of cells with named columns: lines of text, CSV or TSV, JSON lines. Reads no more than it says.

import { counted, find } from "./elements.js";
import { script } from "./script.js";

export const MOST_BYTES = 5_000_000;
export const MOST_ROWS = 1_000;

// Gives {columns, rows, remarks}; raises an Error whose message is for people.
export async function readRows(file) {
  const { text, isCut } = await read(file);
  const remarks = isCut ? [`Only the first ${counted(MOST_BYTES)} bytes of ${file.name} were read.`] : [];
  const found = await parse(text, file.name);
  if (!found.rows.length)
    throw new Error(`${file.name} has no rows. Choose a file with a text on each line, CSV or JSON lines.`);
  if (found.rows.length > MOST_ROWS) {
    remarks.push(`Only the first ${counted(MOST_ROWS)} of ${counted(found.rows.length)} rows are used here.`);
  }
  return { ...found, rows: found.rows.slice(0, MOST_ROWS), remarks: [...remarks, ...(found.remarks ?? [])] };
}

async function read(file) {
  const isCut = file.size > MOST_BYTES;
  const bytes = await file.slice(0, MOST_BYTES).arrayBuffer();
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isCut });
    return { text: isCut ? text.slice(0, text.lastIndexOf("\n") + 1) : text, isCut };
  } catch {
    throw new Error(`${file.name} is not UTF-8 text. Convert it to UTF-8 first.`);
  }
}

async function parse(text, name) {
  const kind = name.toLowerCase().split(".").at(-1);
  if (kind === "csv" || kind === "tsv") return delimited(text);
  if (kind === "jsonl" || kind === "ndjson") return jsonLines(text);
  return { columns: ["line"], rows: lines(text).map((line) => [line]) };
}

const lines = (text) => text.split(/\r\n|\n|\r/).filter((line) => line.trim());

async function delimited(text) {
  const { data } = (await papa()).parse(text, { skipEmptyLines: "greedy" });
  const [columns = [], ...rows] = data;
  return { columns: columns.map((name, at) => name.trim() || `column ${at + 1}`), rows };
}

function jsonLines(text) {
  const values = lines(text).map(parsed);
  const columns = [
    ...new Set(
      values.flatMap((value) => (isRecord(value) ? Object.keys(value) : typeof value === "string" ? ["text"] : [])),
    ),
  ];
  const good = values.filter((value) => isRecord(value) || typeof value === "string");
  const left = values.length - good.length;
  return {
    columns,
    rows: good.map((value) =>
      columns.map((name) => cell(isRecord(value) ? value[name] : name === "text" ? value : "")),
    ),
    remarks: left ? [`${left} lines are neither a JSON object nor a JSON string and were left out.`] : [],
  };
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const cell = (value) => (typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value));

// Gives rows as CSV (RFC 4180).
export async function writeRows(columns, rows) {
  return (await papa()).unparse([columns, ...rows]);
}

async function papa() {
  const address = find("content").querySelector("[data-papaparse]")?.dataset.papaparse;
  if (!(address && (await script(address))))
    throw new Error("CSV is not installed with this service. Use lines of text or JSON lines.");
  return window.Papa;
}
