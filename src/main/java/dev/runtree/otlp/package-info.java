/**
 * OTLP to model: decodes protobuf and JSON bodies, and reads every producer's vocabulary of attributes into one canonical
 * form. Pure functions; the only place that sees protobuf.
 */
@NullMarked
package dev.runtree.otlp;

import org.jspecify.annotations.NullMarked;
