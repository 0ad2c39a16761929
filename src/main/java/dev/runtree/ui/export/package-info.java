/** What is asked before runs are written into files, and what is told afterwards. */
@NullMarked
package dev.runtree.ui.export;

import org.jspecify.annotations.NullMarked;
