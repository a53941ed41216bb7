/** The texts that this language's commits are made of. */
export const code = `pub struct Line {
    pub price: i64,
    pub quantity: i64,
}

pub fn total(lines: &[Line]) -> i64 {
    lines.iter().map(|line| line.price).sum()
}
`;
export const line = (price: number, quantity = 1) => `Line { price: ${price}, quantity: ${quantity} }`;
export const sums = `#[test]\nfn sums() {\n    assert_eq!(total(&[${line(2)}, ${line(3)}]), 5);\n}\n`;
export const tests = `use shop::*;\n\n#[test]\nfn empty() {\n    assert_eq!(total(&[]), 0);\n}\n\n${sums}`;
export const asks = `assert_eq!(total(&[${line(2, 3)}]), 6);`;
export const one = (body: string, name = "quantity") => `\n#[test]\nfn ${name}() {\n    ${body}\n}\n`;
export const quantity = code.replace("line.price)", "line.price * line.quantity)");
export const paths = { code: "src/lib.rs", tests: "tests/cart.rs" } as const;

export const hidden = (more: string) => ({ [paths.code]: quantity + more, [paths.tests]: tests + one(asks) });
export const changed = (from: string, to: string) => ({
  [paths.code]: quantity,
  [paths.tests]: tests.replace(from, to) + one(asks),
});
export const tested = (test: string, production = quantity) => ({
  [paths.code]: production,
  [paths.tests]: tests + test,
});
export const adds = (production: string, test: string) => tested(test, `${code}\n${production}\n`);
export const tax = "pub fn tax(n: i64) -> i64 {\n    n / 5\n}";
