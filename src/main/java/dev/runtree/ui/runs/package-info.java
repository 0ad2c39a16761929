/** The run list: newest first by pages, live, and never moving what is being read. */
@NullMarked
package dev.runtree.ui.runs;

import org.jspecify.annotations.NullMarked;
