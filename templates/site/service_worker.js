// Stands between the pages and the network for one thing: without a connection, a page says so and what can wait. It
// keeps that page and what it is drawn with, and never a page with somebody's data. No messages are pushed to anybody.
const KEPT = "offline-{{ version }}";
const PAGES = { {% for language, page in pages %}{{ language }}: "{{ page }}"{% if not forloop.last %}, {% endif %}{% endfor %} };
const SPOKEN = "/spoken"; // under this name, the language of the last page
const DRAWN_WITH = ["style", "script", "font", "image"];

const addresses = (text, base) => {
  const found = text.matchAll(/(?:href="|src="|url\("?)([^"')]+\.(?:css|js|svg|png|woff2))/g);
  return [...new Set([...found].map(([, address]) => new URL(address, base).href))];
};

const keep = async () => {
  const cache = await caches.open(KEPT);
  const files = new Set();
  for (const page of Object.values(PAGES)) {
    // As nobody: the page is the same for everyone.
    const answer = await fetch(page, { cache: "reload", credentials: "omit" });
    for (const file of addresses(await answer.clone().text(), answer.url)) files.add(file);
    await cache.put(page, answer);
  }
  await cache.addAll(files);
  for (const style of [...files].filter((file) => file.endsWith(".css"))) {
    const response = await cache.match(style);
    await cache.addAll(addresses(await response.text(), style));
  }
};

const forgetOthers = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("offline-") && name !== KEPT) await caches.delete(name);
  }
};

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(
  Promise.all([forgetOthers(), self.registration.navigationPreload?.enable(), self.clients.claim()]),
));

let spoken; // this worker is ended and begun again at any time, so it stands in the cache too
const hear = async (answer) => {
  const language = answer.headers.get("Content-Language");
  if (!(language in PAGES) || language === spoken) return;
  spoken = language;
  const cache = await caches.open(KEPT);
  await cache.put(SPOKEN, new Response(language));
};
const withoutConnection = async () => {
  const language = await (await caches.match(SPOKEN))?.text();
  return (await caches.match(PAGES[language] ?? Object.values(PAGES)[0])) || Response.error();
};

const page = async (event) => {
  try {
    const answer = (await event.preloadResponse) || await fetch(event.request);
    event.waitUntil(hear(answer));
    return answer;
  } catch {
    return withoutConnection();
  }
};
const part = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) || Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (DRAWN_WITH.includes(request.destination) && request.url.startsWith(location.origin)) event.respondWith(part(request));
});
