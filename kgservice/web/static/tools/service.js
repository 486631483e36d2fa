// Asking the service. What it refuses becomes an Error with the service's own words.

export const ROOT = new URL(`${document.documentElement.dataset.root}/`, location.origin);

export class Problem extends Error {
  constructor(facts) {
    super(facts.detail ?? "The service failed without saying why.");
    this.facts = facts;
  }
}

// Asks for a path below the root: with `params` in the URL, or a `json`, `form` or `lines` body. Gives the Response.
export async function ask(path, { params, json, form, lines, accept = "application/json", signal } = {}) {
  const address = new URL(path, ROOT);
  if (params) address.search = new URLSearchParams(params);
  const headers = { Accept: accept, "Accept-Language": "en" };
  let body = form && new URLSearchParams(form);
  if (json) [body, headers["Content-Type"]] = [JSON.stringify(json), "application/json"];
  if (lines) [body, headers["Content-Type"]] = [lines, "application/x-ndjson"];
  const answer = await reached(address, { method: body ? "POST" : "GET", headers, body, signal });
  if (!answer.ok) throw new Problem(await answer.json().catch(() => ({})));
  return answer;
}

async function reached(address, request) {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The service does not answer. Is it still running?");
  }
}

export async function askJson(path, request) {
  return (await ask(path, request)).json();
}

// Lets only the newest of several runs speak: starting one stops the one before; `stop` stops the last.
export function newest(run) {
  let running = null;
  const start = async (...given) => {
    running?.abort();
    const own = (running = new AbortController());
    try {
      await run(own.signal, ...given);
    } catch (error) {
      if (!own.signal.aborted) throw error;
    }
  };
  return Object.assign(start, { stop: () => running?.abort() });
}
