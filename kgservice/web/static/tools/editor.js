// The SPARQL editor: YASQE where it is installed, else the text field of the page as it is.

import { completers } from "./completion.js";
import { script } from "./script.js";

// Takes the place of a text field; `run` is called on Ctrl+Enter. Gives {value, write, mark, unmark}.
export async function openEditor(field, prefixes, run) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
  });
  const address = field.dataset.editor;
  return address && (await script(address)) ? yasqe(field, prefixes, run) : plain(field);
}

function plain(field) {
  return {
    value: () => field.value,
    write: (text) => (field.value = text),
    mark: (line, column) => select(field, line, column),
    unmark: () => {},
  };
}

function select(field, line, column) {
  const above = field.value.split("\n").slice(0, line - 1);
  const start = above.reduce((length, each) => length + each.length + 1, column - 1);
  field.focus();
  field.setSelectionRange(start, start + 1);
}

function yasqe(field, prefixes, run) {
  const { Yasqe } = window;
  const own = completers(prefixes);
  own.forEach((completer) => Object.assign((Yasqe.Autocompleters[completer.name] ??= {}), completer));
  const place = document.createElement("div");
  place.className = "editor";
  field.after(place);
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    prefixCcApi: null,
    resizeable: false,
    showQueryButton: false,
    editorHeight: "auto", // the style sheet bounds it
    autocompleters: ["prefixes", "variables", "words"],
    screenReaderLabel: field.labels[0].textContent,
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, Tab: false, "Shift-Tab": false },
  });
  field.hidden = true;
  field.labels[0].addEventListener("click", () => editor.focus());
  editor.on("change", () => (field.value = editor.getValue()));
  let marked = null;
  const unmark = () => marked && editor.removeLineClass(marked, "background", "faulty");
  return {
    value: () => editor.getValue(),
    write: (text) => editor.setValue(text),
    mark: (line, column) => {
      marked = editor.addLineClass(line - 1, "background", "faulty");
      editor.getDoc().setCursor(line - 1, column - 1);
      editor.focus();
    },
    unmark,
  };
}
