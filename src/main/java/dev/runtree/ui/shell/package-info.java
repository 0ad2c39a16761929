/** The window as a whole: rail, filter bar, the three panes, status line, and the pages shown when there is no run. */
@NullMarked
package dev.runtree.ui.shell;

import org.jspecify.annotations.NullMarked;
