/** The texts that this language's commits are made of. */
export const code = `package shop

type Line struct{ Price, Quantity int }

func Total(lines []Line) int {
	sum := 0
	for _, line := range lines {
		sum += line.Price
	}
	return sum
}
`;
export const head = 'package shop\n\nimport "testing"\n\n';
export const sums =
  'func TestSums(t *testing.T) {\n\tif got := Total([]Line{{Price: 2}, {Price: 3}}); got != 5 {\n\t\tt.Errorf("got %d", got)\n\t}\n}\n';
export const tests = `${head}func TestEmpty(t *testing.T) {\n\tif Total(nil) != 0 {\n\t\tt.Error("not empty")\n\t}\n}\n\n${sums}`;
export const asks =
  'if got := Total([]Line{{Price: 2, Quantity: 3}}); got != 6 {\n\t\tt.Errorf("got %d", got)\n\t}';
export const one = (body: string, name = "Quantity") => `\nfunc Test${name}(t *testing.T) {\n\t${body}\n}\n`;
export const quantity = code.replace(
  "sum += line.Price",
  "if line.Quantity > 0 {\n\t\t\tsum += line.Price * line.Quantity\n\t\t} else {\n\t\t\tsum += line.Price\n\t\t}",
);
export const paths = { code: "cart.go", tests: "cart_test.go" } as const;

export const imported = (text: string, ...names: readonly string[]) =>
  text.replace("package shop\n", `package shop\n\nimport (${names.map((name) => `"${name}"`).join("; ")})\n`);
export const hidden = (more: string, ...names: readonly string[]) => ({
  [paths.code]: names.length === 0 ? quantity + more : imported(quantity + more, ...names),
  [paths.tests]: tests + one(asks),
});
export const changed = (from: string, to: string) => ({
  [paths.code]: quantity,
  [paths.tests]: tests.replace(from, to) + one(asks),
});
export const tested = (test: string, production = quantity, ...names: readonly string[]) => ({
  [paths.code]: production,
  [paths.tests]: names.length === 0 ? tests + test : imported(tests + test, ...names),
});
export const adds = (production: string, test: string) => tested(test, `${code}\n${production}\n`);
export const tax = "func Tax(n int) int { return n / 5 }";
export const fails = 't.Error("no")';
