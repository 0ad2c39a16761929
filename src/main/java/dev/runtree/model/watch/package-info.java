/** The five signals to watch in production, as numbers: how long runs take, what models use, what fails, who is active, what waits. */
@NullMarked
package dev.runtree.model.watch;

import org.jspecify.annotations.NullMarked;
