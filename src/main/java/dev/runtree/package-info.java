/** Where the program starts, and where its parts are put together. Nothing imports this package. */
@NullMarked
package dev.runtree;

import org.jspecify.annotations.NullMarked;
