/** The browser may bring a page back as it was left, with its connections dead: then it begins anew. */
export function beginAnewWhenBroughtBack(): void {
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}
