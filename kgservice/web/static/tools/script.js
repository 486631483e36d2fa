// A script that is no module, loaded when it is first needed.

const loaded = new Map();

// Tells whether it could be loaded.
export function script(address) {
  if (!loaded.has(address)) loaded.set(address, load(address));
  return loaded.get(address);
}

function load(address) {
  return new Promise((resolve) => {
    const made = document.createElement("script");
    made.onload = () => resolve(true);
    made.onerror = () => resolve(false);
    made.src = address;
    document.head.append(made);
  });
}
