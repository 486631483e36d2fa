// The page "Query": the editor, the answer as table and chart, and its downloads.

import { shortened, table } from "./bindings.js";
import { drawChart } from "./chart.js";
import { openEditor } from "./editor.js";
import { counted, element, find, given, speaker } from "./elements.js";
import { copies, save } from "./saving.js";
import { ROOT, ask, newest } from "./service.js";

const TABLE = "application/sparql-results+json";
const GRAPH = "text/turtle";
const LONGEST_LINK = 6_000; // characters of a query that a link carries
const MOST_SHOWN = 200_000; // characters of RDF that the page shows
const DOWNLOADS = {
  [TABLE]: { CSV: ["csv", "text/csv"], TSV: ["tsv", "text/tab-separated-values"], JSON: ["json", TABLE] },
  [GRAPH]: {
    Turtle: ["ttl", GRAPH],
    "JSON-LD": ["jsonld", "application/ld+json"],
    "N-Triples": ["nt", "application/n-triples"],
  },
};

const say = speaker("said");
const namespaces = given("namespaces");
const editor = await openEditor(find("query"), namespaces.names, () => run());

const run = newest(async (signal) => {
  const query = editor.value();
  const begun = performance.now();
  editor.unmark();
  remember(query);
  waits(true);
  say("Running…");
  try {
    const answer = await ask("sparql", { form: { query }, accept: `${TABLE}, ${GRAPH};q=0.9`, signal });
    const text = await answer.text();
    draw(answer.headers.get("content-type").split(";")[0], text, query, performance.now() - begun);
  } catch (error) {
    if (!signal.aborted) fail(error);
  }
  if (!signal.aborted) waits(false);
});

function waits(isWaiting) {
  find("run").disabled = isWaiting;
  find("stop").hidden = !isWaiting;
}

function fail(error) {
  find("answer").hidden = true;
  say(error.message, true);
  const { line, column } = error.facts ?? {};
  if (line) editor.mark(line, column);
}

function draw(kind, text, query, milliseconds) {
  const answer = kind === TABLE ? JSON.parse(text) : null;
  find("rows").replaceChildren(...(answer ? table(answer, namespaces) : graph(text)));
  find("downloads").replaceChildren(element("span", { class: "soft small" }, "Download"), ...downloads(kind, query));
  find("answer").hidden = false;
  const rows = answer?.results?.bindings.length;
  const found = rows === undefined ? "Answered" : `${counted(rows)} ${rows === 1 ? "row" : "rows"}`;
  say(`${found} in ${counted(Math.round(milliseconds))} ms.`);
  drawChart(answer, (iri) => shortened(iri, namespaces));
}

function graph(text) {
  const rest = text.length - MOST_SHOWN;
  const shown = element(
    "pre",
    { tabindex: "0", "aria-label": "Turtle" },
    element("code", {}, text.slice(0, MOST_SHOWN)),
  );
  return rest > 0 ? [shown, element("p", {}, `${counted(rest)} more characters are in the download.`)] : [shown];
}

function downloads(kind, query) {
  return Object.entries(DOWNLOADS[kind] ?? {}).map(([name, [extension, type]]) => {
    const button = element("button", { type: "button" }, name);
    button.addEventListener("click", async () => {
      try {
        const answer = await ask("sparql", { form: { query }, accept: type });
        save(`answer.${extension}`, await answer.blob());
      } catch (error) {
        say(error.message, true);
      }
    });
    return button;
  });
}

function remember(query) {
  const address = new URL("query", ROOT);
  if (query.length <= LONGEST_LINK) address.search = new URLSearchParams({ query });
  history.replaceState(null, "", address);
  find("share").disabled = query.length > LONGEST_LINK;
}

find("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
find("stop").addEventListener("click", () => {
  run.stop();
  waits(false);
  say("Stopped.");
});
for (const link of document.querySelectorAll("#examples a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    editor.write(new URL(link.href).searchParams.get("query"));
    run();
  });
}
copies(find("share"), () => location.href);
find("share").hidden = false;
if (new URLSearchParams(location.search).get("query")) run();
