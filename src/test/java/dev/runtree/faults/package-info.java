/** Runtree and PostgreSQL while things go wrong: real processes, real files, and every acknowledged span counted. */
@NullMarked
package dev.runtree.faults;

import org.jspecify.annotations.NullMarked;
