/** The filter bar: one line that says which runs are shown, and everything that writes into it. Knows no view that it serves. */
@NullMarked
package dev.runtree.ui.filter;

import org.jspecify.annotations.NullMarked;
