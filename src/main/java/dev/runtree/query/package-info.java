/**
 * The filter of the window and of the command line: reads and prints it. Knows no database.
 */
@NullMarked
package dev.runtree.query;

import org.jspecify.annotations.NullMarked;
