/** Copies to other back ends, over the window: the targets, how it goes with each, and new ones. */
@NullMarked
package dev.runtree.ui.targets;

import org.jspecify.annotations.NullMarked;
