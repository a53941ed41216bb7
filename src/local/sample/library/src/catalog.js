/** A catalog in memory. Products are `{ id, name, cents }`; ids are unique. */
export function createCatalog(products = []) {
  const byId = new Map(products.map((product) => [product.id, product]));
  return { byId };
}

export function addProduct(catalog, product) {
  if (catalog.byId.has(product.id)) throw new RangeError(`product ${product.id} is there already`);
  catalog.byId.set(product.id, product);
}

export function findProduct(catalog, id) {
  return catalog.byId.get(id) ?? null;
}
