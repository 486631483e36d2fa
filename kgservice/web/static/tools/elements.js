// Elements made by hand: every text becomes a text node, never markup.

export const find = (id) => document.getElementById(id);

// Makes an element; an attribute that is false, null or undefined is left out, a true one is empty.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// Gives a function that says something in the element with an id, as a fault or as a remark.
export function speaker(id) {
  return (message, isFault = false) => {
    find(id).textContent = message;
    find(id).classList.toggle("fault", isFault);
  };
}

// What the page was given by the service, as JSON in a script element.
export const given = (id) => JSON.parse(find(id).textContent);

export const counted = (number) => number.toLocaleString("en");
