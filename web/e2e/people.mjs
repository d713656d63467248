const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

// A resident identity number of nobody: valid in form, its region code is not in use.
export function residentId() {
  const two = (number) => String(number).padStart(2, '0')
  const any = (count) => Math.floor(Math.random() * count)
  const first17 = `9990${two(any(100))}${1950 + any(50)}${two(1 + any(12))}${two(1 + any(28))}${String(any(1000)).padStart(3, '0')}`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0)
  return first17 + '10X98765432'[sum % 11]
}
