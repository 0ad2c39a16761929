/**
 * The OTLP endpoint: gRPC and HTTP on the loopback, for any SDK. A request is let in, read, unpacked, decoded, handed to the
 * store and answered once it is committed; what waits is bounded in bytes.
 */
@NullMarked
package dev.runtree.receive.endpoint;

import org.jspecify.annotations.NullMarked;
