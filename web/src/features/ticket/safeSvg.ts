const elements = new Set(['svg', 'g', 'path', 'rect'])
const attributes = new Set([
  'viewBox', 'width', 'height', 'x', 'y', 'd', 'fill', 'transform', 'shape-rendering', 'stroke', 'stroke-width',
  'fill-rule', 'preserveAspectRatio',
])

// The picture in an SVG text, copied element by element: nothing in it can run or load anything.
export function safeSvg(text: string): SVGElement | undefined {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
  if (root.localName !== 'svg') return undefined
  return copy(root) as SVGElement | undefined
}

function copy(source: Element): Element | undefined {
  if (!elements.has(source.localName)) return undefined
  const target = document.createElementNS('http://www.w3.org/2000/svg', source.localName)
  for (const { name, value } of source.attributes) if (attributes.has(name)) target.setAttribute(name, value)
  for (const child of source.children) {
    const copied = copy(child)
    if (copied) target.append(copied)
  }
  return target
}
