// Steps of several stories, one line each. After a failed step the rest of its story counts as failed, too.
export class Checks {
  #passed = 0
  #failed = 0
  #story = ''
  #broken = false
  #onFailure = async () => {}

  begin(story, onFailure) {
    this.#story = story
    this.#broken = false
    this.#onFailure = onFailure
  }

  async step(name, action) {
    const line = `${this.#story}: ${name}`
    if (this.#broken) {
      this.#failed += 1
      console.log(`FAIL  ${line} (not reached)`)
      return
    }
    try {
      await action()
      this.#passed += 1
      console.log(`ok    ${line}`)
    } catch (error) {
      this.#failed += 1
      this.#broken = true
      console.log(`FAIL  ${line}\n${error.stack ?? error}`)
      await this.#onFailure().catch(() => {})
    }
  }

  // The exit code.
  report() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`)
    return this.#failed ? 1 : 0
  }
}
