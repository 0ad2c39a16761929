/** What is traced: spans, runs, traces and their parts, as immutable records. Knows nothing else of the program, does no I/O. */
@NullMarked
package dev.runtree.model;

import org.jspecify.annotations.NullMarked;
