/** Writing stored traces into files, as the OTLP that they came from. */
@NullMarked
package dev.runtree.export;

import org.jspecify.annotations.NullMarked;
