// What the query editor completes: prefixes, and the classes, properties and emotions that the service knows.

import { everyEmotion } from "./names.js";
import { askJson } from "./service.js";

const MOST = 60;
const WORDS = `SELECT DISTINCT ?iri ?kind ?label WHERE {
  { SELECT DISTINCT ?iri ?kind WHERE { ?s ?iri ?o BIND("property" AS ?kind) } }
  UNION { SELECT DISTINCT ?iri ?kind WHERE { ?s a ?iri BIND("class" AS ?kind) } }
  OPTIONAL { ?iri <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER(LANG(?label) IN ("", "en")) }
}`;

// Gives the completers of an editor; what the service knows is asked for when it is first needed.
export function completers(prefixes) {
  let known;
  const words = () => (known ??= load(prefixes).catch(() => []));
  return [prefixCompleter(prefixes), wordCompleter(words)];
}

function prefixCompleter(prefixes) {
  const lines = Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  return { name: "prefixes", get: () => lines, bulk: true, persistenceId: null };
}

function wordCompleter(words) {
  return {
    name: "words",
    bulk: false,
    autoShow: true,
    persistenceId: null,
    isValidCompletionPosition: (editor) => isWord(editor.getCompleteToken()),
    get: async (_, token) => matching(await words(), token.string).map((word) => word.name),
    postprocessHints: async (_, hints) => {
      const said = new Map((await words()).map((word) => [word.name, word.said]));
      return hints.map((hint) => ({ ...hint, displayText: `${hint.text}   ${said.get(hint.text) ?? ""}` }));
    },
  };
}

function isWord(token) {
  return token.type !== "keyword" && /^[A-Za-z][\w-]*:?[\w-]*$/.test(token.string) && token.string.length > 1;
}

// The words whose name begins with what is typed, then those that hold it.
export function matching(words, typed) {
  const wanted = typed.toLowerCase();
  const local = wanted.slice(wanted.indexOf(":") + 1);
  const begins = words.filter((word) => word.name.toLowerCase().startsWith(wanted));
  const holds = wanted.includes(":") ? [] : words.filter((word) => word.search.includes(local));
  return [...new Set([...begins, ...holds])].filter((word) => word.name !== typed).slice(0, MOST);
}

async function load(prefixes) {
  const found = await askJson("sparql", { form: { query: WORDS }, accept: "application/sparql-results+json" });
  const words = found.results.bindings.flatMap(({ iri, kind, label }) =>
    word(iri.value, `${kind.value} ${label?.value ?? ""}`, prefixes),
  );
  const own = everyEmotion().map(({ id, label, tier }) =>
    made(`emotion:${id}`, `emotion ${label}${tier ? `, tier ${tier}` : ""}`),
  );
  return [...words, ...own].sort(
    (one, other) => one.name.length - other.name.length || one.name.localeCompare(other.name),
  );
}

function word(iri, said, prefixes) {
  const [name, start] = Object.entries(prefixes).find(([, base]) => iri.startsWith(base)) ?? [];
  const local = start && iri.slice(start.length);
  return local && /^[A-Za-z_][\w-]*$/.test(local) ? [made(`${name}:${local}`, said)] : [];
}

const made = (name, said) => ({ name, said, search: `${name} ${said}`.toLowerCase() });
