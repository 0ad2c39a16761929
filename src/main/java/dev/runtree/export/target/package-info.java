/** Where copies of traces go: back ends that speak OTLP, what each asks for, and the requests that it is sent. */
@NullMarked
package dev.runtree.export.target;

import org.jspecify.annotations.NullMarked;
