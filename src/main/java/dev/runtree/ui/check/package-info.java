/** Cases in the window: which there are, checking them, what came of it, and making one of a run. */
@NullMarked
package dev.runtree.ui.check;

import org.jspecify.annotations.NullMarked;
