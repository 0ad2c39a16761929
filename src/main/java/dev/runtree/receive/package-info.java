/** How spans come in from outside: reads files, hands batches of normalised spans on, and tells what became of each file. */
@NullMarked
package dev.runtree.receive;

import org.jspecify.annotations.NullMarked;
