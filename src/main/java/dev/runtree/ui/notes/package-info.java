/** What readers say of runs and steps: stars, tags, notes and scores, where they are written. */
@NullMarked
package dev.runtree.ui.notes;

import org.jspecify.annotations.NullMarked;
