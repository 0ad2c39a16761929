/** The database that is shown: what it holds, what fills its disk, and how long traces are kept. */
@NullMarked
package dev.runtree.ui.database;

import org.jspecify.annotations.NullMarked;
