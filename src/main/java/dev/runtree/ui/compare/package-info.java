/** The comparison of the selected runs: a table with one column for each of them. */
@NullMarked
package dev.runtree.ui.compare;

import org.jspecify.annotations.NullMarked;
