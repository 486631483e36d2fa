// All emotions, asked from the REST API once a page: each with its primary, and the tree that they form.

const root = document.documentElement.dataset.root;
const FIELDS = "id,label,tier,definition,vad,broader,narrower";
let asked;

/** A map of id to emotion; `primary` is the id of the primary above it, "extension" for one beside the tree. */
export function emotions() {
  asked ??= ask();
  return asked;
}

async function ask() {
  const answer = await fetch(`${root}/api/v1/emotions?limit=1000&fields=${FIELDS}`);
  if (!answer.ok) throw new Error(`The emotions could not be read (${answer.status}).`);
  const { items } = await answer.json();
  const known = new Map(items.map((emotion) => [emotion.id, emotion]));
  for (const emotion of items) emotion.primary = path(emotion, known)[0].id;
  for (const emotion of items) if (emotion.tier === null) emotion.primary = "extension";
  return known;
}

/** The emotions from the primary down to one, itself included. */
export function path(emotion, known) {
  const above = [emotion];
  while (above[0].broader) above.unshift(known.get(above[0].broader));
  return above;
}

/** The primaries, in the order of the palette. */
export function primaries(known) {
  return ["love", "joy", "surprise", "anger", "sadness", "fear"].filter((id) => known.has(id)).map((id) => known.get(id));
}

export function address(emotion) {
  return `${root}/emotion/${encodeURIComponent(emotion.id ?? emotion)}`;
}

/** +0.78, with the long minus. */
export function signed(value) {
  const text = value.toFixed(2);
  if (Number(text) === 0) return "0.00";
  return (value > 0 ? `+${text}` : text).replace("-", "−");
}

export function vadText(vad) {
  return `valence ${signed(vad.valence)}, arousal ${signed(vad.arousal)}, dominance ${signed(vad.dominance)}`;
}
