/** Pictures of the window, made without a display. */
@NullMarked
package dev.runtree.ui.snapshot;

import org.jspecify.annotations.NullMarked;
