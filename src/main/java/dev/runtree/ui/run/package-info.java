/**
 * One run: its header, and its spans as a tree with the timeline in the same rows. {@link RunRows} knows which rows are
 * visible, {@link RunTree} draws them, {@link RunController} fetches. Nothing here knows SQL or a dialect.
 */
@NullMarked
package dev.runtree.ui.run;

import org.jspecify.annotations.NullMarked;
