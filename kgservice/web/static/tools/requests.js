// The same request as the page sends, to be pasted into a shell or into Python.

import { ROOT } from "./service.js";

const LONG = 2_000; // characters from which the text is read from a file

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

export function curl(text) {
  const address = new URL("api/v1/classify", ROOT).href;
  const head = `curl ${address} \\\n  -H 'Content-Type: application/json'`;
  if (text.length > LONG) return `jq -Rs '{text: .}' text.txt | ${head} \\\n  --data-binary @-`;
  return `${head} \\\n  --data-binary ${quoted(JSON.stringify({ text }))}`;
}

// A JSON string is a Python string as well.
export function python(text) {
  const given = text.length > LONG ? 'open("text.txt", encoding="utf-8").read()' : JSON.stringify(text);
  return [
    "from kgservice import EmotionClassifier",
    "",
    `prediction = EmotionClassifier().classify(${given})`,
    "print(prediction.labels)",
    "print(prediction.explain())",
  ].join("\n");
}
