/** What is expected of a run: read from the file of a case, and held against what a replay came to. */
@NullMarked
package dev.runtree.check.expect;

import org.jspecify.annotations.NullMarked;
