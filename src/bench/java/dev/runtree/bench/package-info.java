/** What Runtree's speed is measured with; docs/performance.md says how to run it and what came out. */
@NullMarked
package dev.runtree.bench;

import org.jspecify.annotations.NullMarked;
