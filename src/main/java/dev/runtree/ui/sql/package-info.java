/** The SQL console: statements of the reader's own, which only read, and what comes of them. */
@NullMarked
package dev.runtree.ui.sql;

import org.jspecify.annotations.NullMarked;
