import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const START = Date.parse("2026-11-24T12:00:00Z");
const HOUR_MS = 3_600_000;
let atMs = 0;
let clock;

/** A module of its own for each test: it remembers what it heard. */
beforeEach(async () => {
  atMs = 0;
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: START });
  performance.now = () => atMs;
  clock = await import(`../../devstack/site/js/clock.js?${Math.random()}`);
});

function pass(ms) {
  atMs += ms;
  mock.timers.tick(ms);
}

/** Half a second at a time, with figures that advance so many times as fast. */
function hear(halfSeconds, pace, fromMs) {
  for (let step = 0; step <= halfSeconds; step += 1) {
    clock.heard(new Date(fromMs + step * 500 * pace).toISOString());
    pass(500);
  }
}

test("live figures are held against the present", () => {
  hear(10, 1, START - 2_000);
  assert.equal(clock.isCatchingUp(), false);
  assert.equal(clock.nowMs(), Date.now());
});

test("figures that come faster than time are held against their own time", () => {
  hear(10, 60, START - HOUR_MS);
  assert.equal(clock.isCatchingUp(), true);
  assert.equal(clock.nowMs(), START - HOUR_MS + 10 * 500 * 60);
});

test("it is known after a moment only", () => {
  clock.heard(new Date(START - HOUR_MS).toISOString());
  assert.equal(clock.isMeasuring(), true);
  assert.equal(clock.isCatchingUp(), false);
  pass(4_000);
  assert.equal(clock.isMeasuring(), false);
});

test("a recording that ends is old, not the present", () => {
  hear(10, 60, START - HOUR_MS);
  pass(6_000);
  assert.equal(clock.isCatchingUp(), false);
  assert.equal(clock.nowMs(), Date.now());
});

test("caught up is live again", () => {
  hear(10, 60, START - 300_000);
  hear(10, 1, Date.now());
  assert.equal(clock.isCatchingUp(), false);
});

test("another community, whose figures are older, is measured anew", () => {
  hear(10, 60, START - HOUR_MS);
  clock.heard(new Date(START - 2 * HOUR_MS).toISOString());
  assert.equal(clock.isCatchingUp(), false);
  assert.equal(clock.isMeasuring(), true);
});
