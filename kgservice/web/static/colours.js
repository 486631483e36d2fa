// The colours of palette.css for scripts, and which theme is on.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

export function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
}

export function setDark(dark) {
  root.dataset.theme = dark ? "dark" : "light";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch { /* kept for this page alone */ }
  window.dispatchEvent(new Event("themechange"));
}

/** Call back whenever the theme changes, by the button or by the system. */
export function onTheme(callback) {
  window.addEventListener("themechange", callback);
  system.addEventListener("change", callback);
}

/** The colour of a property of palette.css now: a primary's id, "ink", "page" … */
export function colour(name) {
  return getComputedStyle(root).getPropertyValue(`--${name}`).trim();
}

function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** A mixture of two hexadecimal colours; share is that of the first, 0 to 1. */
export function mix(first, second, share) {
  const [a, b] = [channels(first), channels(second)];
  const mixed = a.map((value, at) => Math.round(value * share + b[at] * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(hex) {
  const [r, g, b] = channels(hex).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(first, second) {
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Black or white, whichever is easier to read on a colour. */
export function textOn(fill) {
  return contrast(fill, "#ffffff") >= contrast(fill, "#111111") ? "#ffffff" : "#111111";
}
