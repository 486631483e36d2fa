// Conversions as rows of a table, as one bar of what they lose, and as rows of a file.
//
// A row: {given, count, to, loss, items}, items as the service gives them; with `problem` where the label is unknown.

import { counted, element } from "./elements.js";
import { isEmotion, label as nameOf, primary } from "./names.js";
import { ROOT } from "./service.js";

export const COLUMNS = ["label", "times", "from", "to", "becomes", "loss", "confidence", "via", "comment"];
const LOSSES = {
  exact: "the same",
  close: "nearly the same",
  broader: "becomes a wider label: the finer meaning is lost",
  narrower: "becomes a finer label: it says more than was given",
  ambiguous: "several fit equally well: choose one",
  none: "has no counterpart",
};

export function line(row) {
  const cells = row.problem
    ? [element("span", { class: "fault" }, row.problem)]
    : row.items.map((item) => target(row.to, item));
  const sure = row.items[0]?.confidence;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, row.given, row.count > 1 ? element("small", {}, ` × ${counted(row.count)}`) : ""),
    element("td", {}, element("span", { class: "chips" }, ...cells)),
    element(
      "td",
      {},
      element("span", { class: `loss ${row.loss}` }, row.loss),
      " ",
      element("small", {}, LOSSES[row.loss] ?? ""),
    ),
    element("td", { class: "number" }, sure === undefined ? "" : sure.toFixed(2)),
    element("td", { class: "small" }, [...new Set(row.items.map(why))].join(" ")),
  );
}

function why({ via, comment }) {
  const passed = via.length ? `Via ${via.map(nameOf).join(" › ")}.` : "";
  return [passed, comment && `${comment[0].toUpperCase()}${comment.slice(1)}.`].filter(Boolean).join(" ");
}

function target(scheme, { id, label }) {
  if (id === null) return element("span", { class: "soft" }, "nothing fits");
  const path =
    scheme === "tone"
      ? `emotion/${encodeURIComponent(id)}`
      : `scheme/${encodeURIComponent(scheme)}/${encodeURIComponent(id)}`;
  const hue = isEmotion(id) ? { "data-primary": primary(id) } : {};
  return element("a", { class: "chip", href: new URL(path, ROOT).href, ...hue }, label);
}

// How many labels have which loss, as one bar and in words.
export function losses(rows) {
  const kinds = [...Object.keys(LOSSES), "unknown"];
  const counts = kinds
    .map((loss) => [loss, rows.filter((row) => row.loss === loss).length])
    .filter(([, count]) => count);
  return counts.map(([loss, count]) => {
    const part = element("li", { class: `loss ${loss}` }, `${loss} ${counted(count)}`);
    part.style.setProperty("--share", count);
    return part;
  });
}

// What a row is in a file: a line for each label that it becomes, one for none.
export function written({ given, count, from, to, loss, items, problem }) {
  const found = items.length ? items : [{ id: null, confidence: "", via: [], comment: problem }];
  return found.map(({ id, confidence, via, comment }) => {
    return [given, count, from, to, id ?? "", loss, confidence, via.join("|"), comment];
  });
}
