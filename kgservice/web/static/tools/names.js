// What emotions are called and which primary they are coloured by; an id that nobody knows stands for itself.

import { emotions } from "../emotions.js";

const known = await emotions().catch(() => new Map());

export const everyEmotion = () => [...known.values()];
export const label = (id) => known.get(id)?.label ?? id;
export const primary = (id) => known.get(id)?.primary ?? "extension";
export const isEmotion = (id) => known.has(id);
