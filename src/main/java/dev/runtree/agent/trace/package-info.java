/**
 * How the runtime records itself: spans of the OpenTelemetry SDK with the attributes of its semantic conventions for
 * generative AI, version 1.41, handed to the store as they end. A tracer provider of its own, never the global one, so that
 * nothing that the host application sets up can displace it.
 */
@NullMarked
package dev.runtree.agent.trace;

import org.jspecify.annotations.NullMarked;
