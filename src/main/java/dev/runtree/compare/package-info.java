/**
 * What differs between runs: their figures, what was said, the tools that they called. Plain values in, plain values out; knows
 * no database and no window, so that what shows, prints or replays can build on it.
 */
@NullMarked
package dev.runtree.compare;

import org.jspecify.annotations.NullMarked;
