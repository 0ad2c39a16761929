/**
 * A generator of OTLP load: agents' traces made from a seed, sent to Runtree or to any other collector, with a ledger of what
 * was acknowledged. It knows nothing of Runtree but its command line, by which the ledger is checked. docs/performance.md says
 * how to run it.
 */
@NullMarked
package dev.runtree.bench.load;

import org.jspecify.annotations.NullMarked;
