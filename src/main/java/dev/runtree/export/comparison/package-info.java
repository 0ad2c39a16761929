/** Two runs of a database read and compared, and the page that tells it. */
@NullMarked
package dev.runtree.export.comparison;

import org.jspecify.annotations.NullMarked;
