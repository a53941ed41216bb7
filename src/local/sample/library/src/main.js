import { findProduct } from "./catalog.js";
import { formatPrice } from "./money.js";

/** Answers one request `{ method, path, query }` with `{ status, body }`. */
export function handle(catalog, request) {
  const product = /^\/products\/([\w-]+)$/.exec(request.path);
  if (request.method === "GET" && product) return showProduct(catalog, product[1]);
  return { status: 404, body: { error: "no such page" } };
}

function showProduct(catalog, id) {
  const product = findProduct(catalog, id);
  if (!product) return { status: 404, body: { error: `no product ${id}` } };
  return { status: 200, body: show(product) };
}

function show(product) {
  return { id: product.id, name: product.name, price: formatPrice(product.cents) };
}
