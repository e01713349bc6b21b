// Counts checks and prints those that failed.

export class Report {
  #passed = 0;
  #failed = 0;

  /** Counts one check; `detail` says what was found instead. */
  check(name, ok, detail = '') {
    if (ok) this.#passed += 1;
    else {
      this.#failed += 1;
      console.log(`FAILED ${name}${detail ? `: ${detail}` : ''}`);
    }
  }

  /** Prints the closing line and gives the exit code. */
  close() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed > 0 ? 1 : 0;
  }
}
