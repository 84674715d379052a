/**
 * The app's service worker: keeps the app itself for offline, shows what is pushed, and opens what a
 * tap is about. Data are not kept here: the app does, and clears them when its user signs out.
 */
"use strict";

const CACHE = "meriggio-app";
const SHELL = "/";
const HASHED = /^\/(_expo\/static|assets)\//;
const LINKED = /(?:src|href)="(\/[^"]+)"/g;

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(opened(event));
  else if (HASHED.test(url.pathname)) event.respondWith(hashed(request));
});

/** The page from the network, so that an update comes at once; without one, the page that is kept. */
async function opened(event) {
  try {
    const response = await fetch(event.request);
    const isApp = response.ok && (await response.clone().text()).includes('id="root"');
    if (isApp) event.waitUntil(keepShell(response.clone()).catch(() => undefined));
    return response;
  } catch (error) {
    const kept = await caches.match(SHELL);
    if (kept === undefined) throw error;
    return kept;
  }
}

/** What has its hash in its name never changes. */
async function hashed(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.url);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
}

/** Keeps the start page and all that it needs; what only an earlier one needed goes. */
async function keepShell(given) {
  const cache = await caches.open(CACHE);
  const before = await cache.match(SHELL);
  const response = given ?? (await fetch(new Request(SHELL, { cache: "reload" })));
  if (!response.ok) throw new Error(`the start page is answered with ${response.status}`);
  const page = await response.clone().text();
  if (before !== undefined && (await before.text()) === page) return;
  const needed = [...page.matchAll(LINKED)].map(([, path]) => path);
  await cache.addAll(needed.filter((path) => HASHED.test(path) || path.startsWith("/icons/")));
  if (before !== undefined) await forgetHashed(cache, new Set(needed));
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  // Made anew: an answer that was redirected cannot stand for a page.
  await cache.put(SHELL, new Response(page, { headers: withPolicy(response, headers) }));
}

/** The rules that the server gives the page hold offline, too. */
function withPolicy(response, headers) {
  const policy = response.headers.get("Content-Security-Policy");
  return policy === null ? headers : { ...headers, "Content-Security-Policy": policy };
}

async function forgetHashed(cache, needed) {
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (HASHED.test(pathname) && !needed.has(pathname)) await cache.delete(url);
  }
}

self.addEventListener("push", (event) => {
  event.waitUntil(told(contentOf(event.data)));
});

function contentOf(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

/** A page that is looked at says it itself; otherwise the system does. */
async function told({ title = "Meriggio", body = "", data = {} }) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const seen = pages.find((page) => page.focused);
  if (seen) {
    seen.postMessage({ type: "pushed", title, body, path: data.path });
    return;
  }
  await self.registration.showNotification(title, {
    body,
    data: { path: data.path },
    // The same message twice is one notification.
    tag: data.messageId,
    icon: "/icons/icon-192.png",
    badge: "/icons/badge-96.png",
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path));
});

async function open(path) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => one.visibilityState === "visible") ?? pages[0];
  if (page === undefined) {
    await self.clients.openWindow(path ?? "/inbox");
    return;
  }
  await page.focus();
  page.postMessage({ type: "opened", path });
}
