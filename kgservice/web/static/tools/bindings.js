// The answer to a SELECT or ASK as a table: ids of ours lead to their pages, other IRIs to where they are defined.

import { element } from "./elements.js";
import { ROOT } from "./service.js";

const AT_ONCE = 200; // rows drawn before one asks for more

export function table(answer, prefixes) {
  if ("boolean" in answer) return [element("p", { class: "answer" }, answer.boolean ? "Yes" : "No")];
  const names = answer.head.vars;
  const rows = answer.results.bindings;
  const body = element("tbody");
  const more = element("button", { type: "button" });
  const draw = () => {
    const from = body.rows.length;
    body.append(...rows.slice(from, from + AT_ONCE).map((row) => drawn(row, names, prefixes)));
    more.hidden = body.rows.length === rows.length;
    more.textContent = `Show more (${(rows.length - body.rows.length).toLocaleString("en")} left)`;
  };
  more.addEventListener("click", draw);
  draw();
  const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
  const scroller = element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows" },
    element("table", {}, element("thead", {}, head), body),
  );
  return [scroller, more];
}

function drawn(row, names, prefixes) {
  return element(
    "tr",
    {},
    ...names.map((name) =>
      element("td", isNumber(row[name]) ? { class: "number" } : {}, ...shown(row[name], prefixes)),
    ),
  );
}

function shown(term, prefixes) {
  if (!term) return [];
  if (term.type === "uri") return [linked(term.value, prefixes)];
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value;
    return ["<< ", ...[subject, predicate, object].flatMap((part) => [...shown(part, prefixes), " "]), ">>"];
  }
  const language = term["xml:lang"];
  return language
    ? [element("span", { lang: language }, term.value), element("small", {}, ` ${language}`)]
    : [term.value];
}

const HAS_PAGE = /^((emotion|term|scheme|rating|statement|source)\/.|ontology$)/;

function linked(iri, prefixes) {
  if (!/^https?:/.test(iri)) return iri;
  const name = readable(shortened(iri, prefixes));
  if (!iri.startsWith(prefixes.base) || iri.startsWith(prefixes.names.tone)) return element("a", { href: iri }, name);
  const path = iri.slice(prefixes.base.length);
  return HAS_PAGE.test(path) ? element("a", { href: new URL(path, ROOT).href }, name) : name;
}

function readable(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export function shortened(iri, { names }) {
  const [name, start] = Object.entries(names).find(([, base]) => iri.startsWith(base)) ?? [];
  return name ? `${name}:${iri.slice(start.length)}` : iri;
}

const NUMBERS = /XMLSchema#(integer|decimal|double|float|int|long|short|nonNegativeInteger|positiveInteger)$/;

export function isNumber(term) {
  return term?.type === "literal" && NUMBERS.test(term.datatype ?? "");
}
