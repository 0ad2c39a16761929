/** Sending copies of stored traces to other back ends. */
@NullMarked
package dev.runtree.export.send;

import org.jspecify.annotations.NullMarked;
