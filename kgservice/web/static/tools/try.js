// The page "Try it": labels what is typed, and the rows of a file.

import { signed } from "../emotions.js";
import { bars } from "./bars.js";
import { drawCourse } from "./course.js";
import { counted, element, find, speaker } from "./elements.js";
import { describe, marked } from "./marks.js";
import { curl, python } from "./requests.js";
import { copies } from "./saving.js";
import { askJson, newest } from "./service.js";
import { vadMap } from "./vadmap.js";

const LONGEST = 20_000; // characters that the page labels at once
const SHAREABLE = 2_000; // characters that a link carries
const PAUSE_MS = 300;
const SLOW_MS = 600; // after which the page says that it is at work: the first answer waits for the lexicon
const TIERS = { 1: "Primary", 2: "Secondary", 3: "Tertiary" };

const say = speaker("said");
const field = find("text");
const map = vadMap("map");

// What is labelled: the text, or the beginning of a long one. Never half of a character.
function beginning(text) {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

const label = newest(async (signal) => {
  const whole = field.value;
  const text = beginning(whole);
  const ask = (path) => askJson(path, { json: { text }, signal });
  const several = (text.match(/[.!?…\n]/g) ?? []).length > 1;
  const slow = setTimeout(() => signal.aborted || say("Labelling…"), SLOW_MS);
  try {
    const [prediction, { explanation }, course] = await Promise.all([
      ask("api/v1/classify"),
      ask("api/v1/explain"),
      several ? ask("api/v1/trajectory") : null,
    ]);
    draw(prediction, explanation, course);
    say(text.length < whole.length ? cut(text, whole) : "");
  } catch (error) {
    if (signal.aborted) return;
    say(error.message, true);
  } finally {
    clearTimeout(slow);
  }
  remember(whole);
});

function cut(text, whole) {
  const share = `the first ${counted(text.length)} of ${counted(whole.length)} characters`;
  return `Labelled here: ${share}. For all of it use “kgservice classify FILE”.`;
}

// Keeps the text in the address, where it is short enough for a link; that which the page came with is there already.
function remember(text) {
  if (text === field.defaultValue && !location.search) return;
  const address = new URL(location.href);
  address.search = text.length > SHAREABLE ? "" : new URLSearchParams({ text });
  history.replaceState(null, "", address);
  find("share").disabled = text.length > SHAREABLE;
}

function draw(prediction, explanation, course) {
  find("explanation").textContent = explanation;
  find("marked").replaceChildren(...marked(prediction.text, prediction.evidence));
  find("tiers").replaceChildren(
    ...Object.entries(TIERS).flatMap(([tier, name]) => tierParts(name, prediction.tiers[tier])),
  );
  find("neutral").replaceChildren(bars([{ emotion: null, score: prediction.neutral }]));
  find("intensity").textContent = `Intensity ${prediction.intensity.toFixed(2)}: how strongly the text speaks, from 0 to 1.`;
  drawEvidence(prediction.evidence);
  map.point(prediction.vad, "this text");
  find("point").textContent = prediction.vad ? pointText(prediction) : "No word of this text has a place in VAD space.";
  drawCourse(course);
  find("curl").textContent = curl(prediction.text);
  find("python").textContent = python(prediction.text);
}

function tierParts(name, scores) {
  return [
    element("h3", {}, name),
    scores.length ? bars(scores.slice(0, 6)) : element("p", { class: "soft" }, "no word speaks for one"),
  ];
}

function pointText({ vad, vadSpread }) {
  const part = (name) => `${name} ${signed(vad[name])}${vadSpread ? ` ± ${vadSpread[name].toFixed(2)}` : ""}`;
  return ["valence", "arousal", "dominance"].map(part).join(", ");
}

function drawEvidence(evidence) {
  const lines = evidence
    .slice(0, 200)
    .map((place) => element("li", {}, element("q", {}, place.text), `: ${describe(place)}`));
  find("evidence").replaceChildren(...(lines.length ? lines : [element("li", {}, "none")]));
  find("evidence-count").textContent = counted(evidence.length);
}

let waiting = null;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(label, PAUSE_MS);
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) label();
});
find("try").addEventListener("submit", (event) => {
  event.preventDefault();
  label();
});
for (const button of document.querySelectorAll("[data-example]")) {
  button.addEventListener("click", () => {
    field.value = button.dataset.example;
    label();
  });
}
copies(find("share"), () => location.href);
copies(find("copy-curl"), () => find("curl").textContent);
copies(find("copy-python"), () => find("python").textContent);
await label();
