import { expect, test } from "vitest";
import { isEntryName } from "../../src/tdd/entry-check.ts";

test.each([
  "src/main.js",
  "index.js",
  "src/server.ts",
  "cmd/shop/main.go",
  "src/main.rs",
  "shop/__main__.py",
  "shop/views.py",
  "src/routes/cart.ts",
  "app/controllers/cart.py",
  "src/cart.controller.ts",
  "bin/shop.js",
])("%s is a file that the outside world calls", (path) => {
  expect(isEntryName(path)).toBe(true);
});

test.each([
  "src/cart.js",
  "src/cart/index.ts",
  "src/domain/router-table.ts",
  "shop/models.py",
  "src/command.ts",
])("%s is not", (path) => {
  expect(isEntryName(path)).toBe(false);
});
